"""ImageNet start: quantised MobileNets (.tflite, Apache-2.0) read as float32 and put under fovea-3's names. Temporal kernels stay the identity."""
import numpy as np


def convolutions(path):
    """The convolutions of a quantised MobileNet in network order: dicts with kind, kernel (Keras layout), bias. Needs ai-edge-litert."""
    from ai_edge_litert.interpreter import Interpreter

    net = Interpreter(model_path=str(path))
    net.allocate_tensors()
    details = {d["index"]: d for d in net.get_tensor_details()}

    def dequantised(index):
        d, q = details[index], details[index]["quantization_parameters"]
        values = net.get_tensor(index).astype(np.float32)
        if len(q["scales"]) == 1:
            return (values - q["zero_points"].astype(np.float32)) * q["scales"]
        return values * q["scales"]

    for op in net._get_ops_details():
        if op["op_name"] in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            _, kernel, bias = op["inputs"][:3]
            # tflite stores [cout or 1, kh, kw, cin or channels]
            yield {"kind": op["op_name"], "kernel": dequantised(kernel).transpose(1, 2, 3, 0), "bias": dequantised(bias)}


def spatial_operators(encoder):
    """The operators that hold a 2-D kernel, in network order."""
    return [o for o in encoder.operators if any(name.endswith("/bias") for name in o.tensors)]


def start_from_imagenet(model, mobilenet_v2, mobilenet_v1):
    """Fill both encoders; what follows their last block in the files (1280 wide 1×1, classifier) is left out."""
    for encoder, path in ((model.global_encoder, mobilenet_v2), (model.fragment_encoder, mobilenet_v1)):
        for operator, layer in zip(spatial_operators(encoder), convolutions(path)):
            operator.kernel.assign(layer["kernel"].reshape(operator.kernel.shape))
            operator.bias.assign(layer["bias"])
