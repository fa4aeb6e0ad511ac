"""Quality losses on raw scores [B] (MOS − 3)."""
from keras import ops


def huber(error, delta=0.5):
    """Huber (1964), element by element."""
    size = ops.abs(error)
    return ops.where(size < delta, 0.5 * ops.square(size) / delta, size - 0.5 * delta)


def laplace_spread(error, spread):
    """Negative log likelihood of a Laplace law whose spread is learned: trains σ; the error's gradient is cut so that the score is trained by Huber alone."""
    error = ops.stop_gradient(ops.abs(error))
    return ops.log(spread) + error / spread


def pairwise_rank(raw, target, temperature=0.25, margin=0.1):
    """Logistic loss over all pairs of a batch whose targets differ by more than `margin` (RankNet, Burges et al., ICML 2005)."""
    dr = raw[:, None] - raw[None]
    dt = target[:, None] - target[None]
    counted = ops.cast(dt > margin, "float32")
    return ops.sum(counted * ops.softplus(-dr / temperature)) / (ops.sum(counted) + 1e-6)


def ladder_rank(raw, rank, margin):
    """Hinge over pairs inside one content: raw [contents, versions], `rank` the same shape, higher is better; NaN-free: rank −1 leaves a version out.

    The margin grows with the distance of the ranks; it may be one number or [contents].
    """
    margin = ops.reshape(ops.convert_to_tensor(margin, "float32"), (-1, 1, 1))
    dr = raw[:, :, None] - raw[:, None]
    dk = rank[:, :, None] - rank[:, None]
    known = ops.cast((rank[:, :, None] >= 0) & (rank[:, None] >= 0) & (dk > 1e-3), "float32")
    return ops.sum(known * ops.relu(margin * dk - dr)) / (ops.sum(known) + 1e-6)


def nt_xent(embedding, labels, temperature=0.2):
    """NT-Xent (Chen et al., ICML 2020) with several positives (Khosla et al., NeurIPS 2020): embeddings [B,D] of unit length, rows of equal label attract."""
    n = embedding.shape[0]
    similarity = ops.matmul(embedding, ops.transpose(embedding)) / temperature
    other = 1 - ops.eye(n)
    similarity = similarity - 1e9 * (1 - other)
    log_p = ops.log_softmax(similarity, axis=1)
    positive = ops.cast(labels[:, None] == labels[None], "float32") * other
    return -ops.sum(ops.where(positive > 0, log_p, ops.zeros_like(log_p))) / (ops.sum(positive) + 1e-6)
