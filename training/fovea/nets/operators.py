"""Operators on `[batch, T, H, W, C]`, each computed through 2-D convolutions with time folded into the batch.

The page runs the same operators on rank-4 tensors `[T, H, W, C]`, because rank-5 kernels are slow or wrong there.
Rules shared with it:

- spatial padding is TensorFlow's 'same' (an even input and stride 2 pads one pixel at the bottom and right only);
- a temporal kernel repeats the edge frames, so a still gives the same result as one frame or as eight;
- tap `k` of a temporal kernel meets frame `t + k - 1`, also in the transposed convolution.

Every operator keeps its tensors under the name that the model file uses, in `tensors`.
"""
import keras
from keras import ops


def fold(x):
    """[B,T,H,W,C] -> [B*T,H,W,C]."""
    s = ops.shape(x)
    return ops.reshape(x, (s[0] * s[1],) + tuple(s[2:]))


def unfold(x, time):
    """[B*T,H,W,C] -> [B,T,H,W,C]."""
    s = ops.shape(x)
    return ops.reshape(x, (s[0] // time, time) + tuple(s[1:]))


def shifted(x):
    """The three copies of x [B,T,...] that the taps of a temporal kernel meet: frames t-1, t, t+1, edges repeated."""
    before = ops.concatenate([x[:, :1], x[:, :-1]], axis=1)
    after = ops.concatenate([x[:, 1:], x[:, -1:]], axis=1)
    return before, x, after


class Operator(keras.layers.Layer):
    """A layer whose weights are known by the model file's names: `tensors` maps 'global/stem/kernel' to its variable."""

    def __init__(self, prefix):
        super().__init__(name=prefix.replace("/", "_"))
        self.prefix = prefix
        self.tensors = {}

    def tensor(self, name, shape, initializer="zeros"):
        """Make the weight `prefix/name`."""
        full = f"{self.prefix}/{name}"
        variable = self.add_weight(shape=shape, initializer=initializer, name=full.replace("/", "_"))
        self.tensors[full] = variable
        return variable

    def compute_output_shape(self, *args, **kwargs):
        raise NotImplementedError


def activated(x, activation):
    """ReLU6 or nothing: MobileNet's two kinds."""
    return ops.relu6(x) if activation == "relu6" else x


class SpatialConv(Operator):
    """Convolution 1×kh×kw: `kernel` [kh,kw,cin,cout], `bias` [cout]."""

    def __init__(self, prefix, cin, cout, size=1, stride=1, activation=None, bias=True):
        super().__init__(prefix)
        self.stride, self.activation = stride, activation
        self.kernel = self.tensor("kernel", (size, size, cin, cout), "he_normal")
        self.bias = self.tensor("bias", (cout,)) if bias else None

    def call(self, x):
        time = ops.shape(x)[1]
        y = ops.conv(fold(x), self.kernel, strides=self.stride, padding="same", data_format="channels_last")
        if self.bias is not None:
            y = y + self.bias
        return unfold(activated(y, self.activation), time)


class Depthwise(Operator):
    """Depthwise convolution 1×3×3 with ReLU6: `kernel` [3,3,C,1], `bias` [C]."""

    def __init__(self, prefix, channels, stride=1):
        super().__init__(prefix)
        self.stride = stride
        self.kernel = self.tensor("kernel", (3, 3, channels, 1), "he_normal")
        self.bias = self.tensor("bias", (channels,))

    def call(self, x):
        time = ops.shape(x)[1]
        y = ops.depthwise_conv(fold(x), self.kernel, strides=self.stride, padding="same", data_format="channels_last")
        return unfold(ops.relu6(y + self.bias), time)


class Temporal(Operator):
    """Depthwise convolution 3×1×1 in time: `kernel` [3,C], no bias, no activation, starts as the identity (I3D inflation, Carreira & Zisserman 2017).

    A stride of 2 keeps the positions 0, 2, 4 …, each with both of its neighbours.
    """

    def __init__(self, prefix, channels, stride=1):
        super().__init__(prefix)
        self.stride = stride
        self.kernel = self.tensor("kernel", (3, channels))
        self.kernel.assign(ops.stack([ops.zeros(channels), ops.ones(channels), ops.zeros(channels)]))

    def call(self, x):
        if x.shape[1] == 1:
            # all three taps meet the one frame
            return x * ops.sum(self.kernel, axis=0)
        k = self.kernel
        before, here, after = shifted(x)
        y = before * k[0] + here * k[1] + after * k[2]
        return y[:, :: self.stride] if self.stride > 1 else y


class Conv3D(Operator):
    """Full convolution 3×3×3: `kernel` [3,3,3,cin,cout] (time first), `bias` [cout]; by shift-concat, one 2-D convolution over three frames' channels."""

    def __init__(self, prefix, cin, cout):
        super().__init__(prefix)
        self.kernel = self.tensor("kernel", (3, 3, 3, cin, cout), keras.initializers.RandomNormal(stddev=0.02))
        self.bias = self.tensor("bias", (cout,))

    def call(self, x):
        time = ops.shape(x)[1]
        if x.shape[1] == 1:
            kernel, stacked = ops.sum(self.kernel, axis=0), x
        else:
            kernel = ops.concatenate([self.kernel[0], self.kernel[1], self.kernel[2]], axis=2)
            stacked = ops.concatenate(shifted(x), axis=-1)
        y = ops.conv(fold(stacked), kernel, padding="same", data_format="channels_last")
        return unfold(y + self.bias, time)


class Conv3DTranspose(Operator):
    """Transposed convolution 3×4×4, stride (1,2,2), no bias: `kernel` [3,4,4,cout,cin], one TensorFlow `conv2d_transpose` ('same', ×2) kernel a temporal tap."""

    def __init__(self, prefix, cin, cout):
        super().__init__(prefix)
        self.kernel = self.tensor("kernel", (3, 4, 4, cout, cin))
        # only the middle tap starts with weights: a still decoder, as the inflated encoder
        scale = (2.0 / (4 * cin)) ** 0.5
        middle = keras.random.normal((4, 4, cout, cin), stddev=scale, seed=cin)
        self.kernel.assign(ops.stack([ops.zeros_like(middle), middle, ops.zeros_like(middle)]))

    def call(self, x):
        time = ops.shape(x)[1]
        if x.shape[1] == 1:
            kernel, stacked = ops.sum(self.kernel, axis=0), x
        else:
            kernel = ops.concatenate([self.kernel[0], self.kernel[1], self.kernel[2]], axis=3)
            stacked = ops.concatenate(shifted(x), axis=-1)
        y = ops.conv_transpose(fold(stacked), kernel, strides=2, padding="same", data_format="channels_last")
        return unfold(y, time)


class Dense(Operator):
    """Fully connected: `kernel` [cin,cout], `bias` [cout]."""

    def __init__(self, prefix, cin, cout, activation=None, initializer="he_normal"):
        super().__init__(prefix)
        self.activation = activation
        self.kernel = self.tensor("kernel", (cin, cout), initializer)
        self.bias = self.tensor("bias", (cout,))

    def call(self, x):
        y = ops.matmul(x, self.kernel) + self.bias
        return ops.relu(y) if self.activation == "relu" else y
