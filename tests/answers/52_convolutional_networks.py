# Answers to the exercises of lesson 52, right and wrong, each with the message a wrong one must get.

# %% right="sliced" how="NumPy's own answers, asked for"
_some = np.zeros((12000, 28, 28), np.uint8)
sliced = {
    "images[:, 10:20]": _some[:, 10:20].shape,
    "images.mean(axis=0)": _some.mean(axis=0).shape,
    "images[7][None, None]": _some[7][None, None].shape,
    "images[:, :, ::2]": _some[:, :, ::2].shape,
    "np.uint8(200) + np.uint8(100)": 300 % 256,
}

# %% right="sliced" how="the keys in another order"
sliced = dict([("np.uint8(200) + np.uint8(100)", 44), ("images[:, :, ::2]", (12000, 28, 14)),
               ("images[7][None, None]", (1, 1, 28, 28)), ("images.mean(axis=0)", (28, 28)),
               ("images[:, 10:20]", (12000, 10, 28))])

# %% wrong="sliced" why="a slice is thought to include its end" says="10:20 stops before 20"
sliced = {"images[:, 10:20]": (12000, 11, 28), "images.mean(axis=0)": (28, 28), "images[7][None, None]": (1, 1, 28, 28),
          "images[:, :, ::2]": (12000, 28, 14), "np.uint8(200) + np.uint8(100)": 44}

# %% wrong="sliced" why="axis=0 is thought to be the axis that stays" says="axis 0 counts the images"
sliced = {"images[:, 10:20]": (12000, 10, 28), "images.mean(axis=0)": (12000, 28), "images[7][None, None]": (1, 1, 28, 28),
          "images[:, :, ::2]": (12000, 28, 14), "np.uint8(200) + np.uint8(100)": 44}

# %% wrong="sliced" why="None is thought to add axes at the end" says="None stands in front"
sliced = {"images[:, 10:20]": (12000, 10, 28), "images.mean(axis=0)": (28, 28), "images[7][None, None]": (28, 28, 1, 1),
          "images[:, :, ::2]": (12000, 28, 14), "np.uint8(200) + np.uint8(100)": 44}

# %% wrong="sliced" why="bytes are thought to stop at 255" says="neither grow beyond 255 nor stop there"
sliced = {"images[:, 10:20]": (12000, 10, 28), "images.mean(axis=0)": (28, 28), "images[7][None, None]": (1, 1, 28, 28),
          "images[:, :, ::2]": (12000, 28, 14), "np.uint8(200) + np.uint8(100)": 255}

# %% wrong="sliced" why="the round is thought to have 255 steps" says="go round once at 256"
sliced = {"images[:, 10:20]": (12000, 10, 28), "images.mean(axis=0)": (28, 28), "images[7][None, None]": (1, 1, 28, 28),
          "images[:, :, ::2]": (12000, 28, 14), "np.uint8(200) + np.uint8(100)": 45}

# %% wrong="sliced" why="divided with /, so that a side is a float" says="a shape has whole numbers only"
sliced = {"images[:, 10:20]": (12000, 10, 28), "images.mean(axis=0)": (28, 28), "images[7][None, None]": (1, 1, 28, 28),
          "images[:, :, ::2]": (12000, 28, 28 / 2), "np.uint8(200) + np.uint8(100)": 44}

# %% right="confusion_counts" how="add.at, which counts pairs that occur again"
def confusion_counts(truth, guess, classes):
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (truth, guess), 1)
    return counts

# %% right="confusion_counts" how="one bin for every pair of classes"
def confusion_counts(truth, guess, classes):
    pairs = np.asarray(truth) * classes + np.asarray(guess)
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)

# %% right="confusion_counts" how="one comparison for every entry, from plain lists"
def confusion_counts(truth, guess, classes):
    return np.array([[int(((truth == i) & (guess == j)).sum()) for j in range(classes)] for i in range(classes)])

# %% wrong="confusion_counts" why="rows and columns are swapped" says="Rows and columns are swapped"
def confusion_counts(truth, guess, classes):
    counts = np.zeros((classes, classes), dtype=int)
    for right, said in zip(truth, guess):
        counts[said, right] += 1
    return counts

# %% wrong="confusion_counts" why="without a loop, a pair that occurs again counts once" says="occurs three times, and was counted once"
def confusion_counts(truth, guess, classes):
    counts = np.zeros((classes, classes), dtype=int)
    counts[truth, guess] += 1
    return counts

# %% wrong="confusion_counts" why="classes that never occur get no row" says="should have shape (3, 3)"
def confusion_counts(truth, guess, classes):
    size = max(truth.max(), guess.max()) + 1
    counts = np.zeros((size, size), dtype=int)
    for right, said in zip(truth, guess):
        counts[right, said] += 1
    return counts

# %% wrong="confusion_counts" why="shares of a row in place of counts" says="counts are whole numbers"
def confusion_counts(truth, guess, classes):
    counts = np.zeros((classes, classes))
    for right, said in zip(truth, guess):
        counts[right, said] += 1
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)

# %% wrong="confusion_counts" why="only mistakes are counted" says="Rows are the truth"
def confusion_counts(truth, guess, classes):
    counts = np.zeros((classes, classes), dtype=int)
    for right, said in zip(truth, guess):
        if right != said:
            counts[right, said] += 1
    return counts

# %% wrong="confusion_counts" why="a torch tensor in place of an array" says="should be a NumPy array"
def confusion_counts(truth, guess, classes):
    counts = torch.zeros(classes, classes, dtype=int)
    for right, said in zip(truth, guess):
        counts[right, said] += 1
    return counts

# %% right="confusion_counts" how="a product of two tables, in which every item is a row with a single 1"
def confusion_counts(truth, guess, classes):
    eye = np.eye(classes, dtype=int)
    return eye[truth].T @ eye[guess]

# %% wrong="confusion_counts" why="counted in bytes, which go round" says="bytes go round at 256"
def confusion_counts(truth, guess, classes):
    counts = np.zeros((classes, classes), dtype=np.uint8)
    for right, said in zip(truth, guess):
        counts[right, said] += 1
    return counts

# %% wrong="confusion_counts" why="a table of ones and zeros, in floats" says="counts are whole numbers"
def confusion_counts(truth, guess, classes):
    eye = np.eye(classes)
    return eye[truth].T @ eye[guess]

# %% right="layer_shapes" how="by the formula, side by side"
def _side(n, k, p=0, s=1):
    return (n + 2 * p - k) // s + 1


layer_shapes = {
    "nn.Conv2d(1, 6, 5)": (8, 6, _side(28, 5), _side(28, 5)),
    "nn.Conv2d(1, 6, 5, stride=2)": (8, 6, _side(28, 5, s=2), _side(28, 5, s=2)),
    "nn.Conv2d(1, 10, 1)": (8, 10, _side(28, 1), _side(28, 1)),
    "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 4, _side(28, 3, p=1), _side(28, 5)),
    "nn.MaxPool2d(3)": (8, 1, _side(28, 3, s=3), _side(28, 3, s=3)),
}

# %% right="layer_shapes" how="asked of torch"
_batch = torch.zeros(8, 1, 28, 28)
layer_shapes = {
    "nn.Conv2d(1, 6, 5)": tuple(nn.Conv2d(1, 6, 5)(_batch).shape),
    "nn.Conv2d(1, 6, 5, stride=2)": tuple(nn.Conv2d(1, 6, 5, stride=2)(_batch).shape),
    "nn.Conv2d(1, 10, 1)": tuple(nn.Conv2d(1, 10, 1)(_batch).shape),
    "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": tuple(nn.Conv2d(1, 4, (3, 5), padding=(1, 0))(_batch).shape),
    "nn.MaxPool2d(3)": tuple(nn.MaxPool2d(3)(_batch).shape),
}

# %% wrong="layer_shapes" why="half a step is made" says="A step that does not fit in whole is not made"
layer_shapes = {"nn.Conv2d(1, 6, 5)": (8, 6, 24, 24), "nn.Conv2d(1, 6, 5, stride=2)": (8, 6, 13, 13),
                "nn.Conv2d(1, 10, 1)": (8, 10, 28, 28), "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 4, 28, 24),
                "nn.MaxPool2d(3)": (8, 1, 9, 9)}

# %% wrong="layer_shapes" why="the first place is forgotten" says="The first place counts too"
layer_shapes = {"nn.Conv2d(1, 6, 5)": (8, 6, 23, 23), "nn.Conv2d(1, 6, 5, stride=2)": (8, 6, 11, 11),
                "nn.Conv2d(1, 10, 1)": (8, 10, 27, 27), "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 4, 27, 23),
                "nn.MaxPool2d(3)": (8, 1, 8, 8)}

# %% wrong="layer_shapes" why="channels last, as in TensorFlow" says="torch puts the channels before height and width"
layer_shapes = {"nn.Conv2d(1, 6, 5)": (8, 24, 24, 6), "nn.Conv2d(1, 6, 5, stride=2)": (8, 12, 12, 6),
                "nn.Conv2d(1, 10, 1)": (8, 28, 28, 10), "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 28, 24, 4),
                "nn.MaxPool2d(3)": (8, 9, 9, 1)}

# %% wrong="layer_shapes" why="width first in a tuple" says="Height comes first"
layer_shapes = {"nn.Conv2d(1, 6, 5)": (8, 6, 24, 24), "nn.Conv2d(1, 6, 5, stride=2)": (8, 6, 12, 12),
                "nn.Conv2d(1, 10, 1)": (8, 10, 28, 28), "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 4, 24, 28),
                "nn.MaxPool2d(3)": (8, 1, 9, 9)}

# %% wrong="layer_shapes" why="pooling by 3 is thought to make 3 channels, or a kernel of 3" says="Look at the channels"
layer_shapes = {"nn.Conv2d(1, 6, 5)": (8, 6, 24, 24), "nn.Conv2d(1, 6, 5, stride=2)": (8, 6, 12, 12),
                "nn.Conv2d(1, 10, 1)": (8, 10, 28, 28), "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 4, 28, 24),
                "nn.MaxPool2d(3)": (8, 3, 9, 9)}

# %% wrong="layer_shapes" why="pooling is thought to move by one pixel" says="does not give (8, 1, 26, 26)"
layer_shapes = {"nn.Conv2d(1, 6, 5)": (8, 6, 24, 24), "nn.Conv2d(1, 6, 5, stride=2)": (8, 6, 12, 12),
                "nn.Conv2d(1, 10, 1)": (8, 10, 28, 28), "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 4, 28, 24),
                "nn.MaxPool2d(3)": (8, 1, 26, 26)}

# %% wrong="layer_shapes" why="divided with /, so that the sides are floats" says="a shape has whole numbers only"
layer_shapes = {"nn.Conv2d(1, 6, 5)": (8, 6, 24, 24), "nn.Conv2d(1, 6, 5, stride=2)": (8, 6, 12.5, 12.5),
                "nn.Conv2d(1, 10, 1)": (8, 10, 28, 28), "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 4, 28, 24),
                "nn.MaxPool2d(3)": (8, 1, 9, 9)}

# %% right="layer_shapes" how="both sides at once, with NumPy"
def _sides(k, p=(0, 0), s=1):
    return (28 + 2 * np.array(p) - np.array(k)) // s + 1


layer_shapes = {
    "nn.Conv2d(1, 6, 5)": (8, 6, *_sides(5)),
    "nn.Conv2d(1, 6, 5, stride=2)": (8, 6, *_sides(5, s=2)),
    "nn.Conv2d(1, 10, 1)": (8, 10, *_sides(1)),
    "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": (8, 4, *_sides((3, 5), (1, 0))),
    "nn.MaxPool2d(3)": (8, 1, *_sides(3, s=3)),
}

# %% right="layer_shapes" how="asked of torch, and left as torch gives them"
_batch = torch.zeros(8, 1, 28, 28)
layer_shapes = {
    "nn.Conv2d(1, 6, 5)": nn.Conv2d(1, 6, 5)(_batch).shape,
    "nn.Conv2d(1, 6, 5, stride=2)": nn.Conv2d(1, 6, 5, stride=2)(_batch).shape,
    "nn.Conv2d(1, 10, 1)": nn.Conv2d(1, 10, 1)(_batch).shape,
    "nn.Conv2d(1, 4, (3, 5), padding=(1, 0))": nn.Conv2d(1, 4, (3, 5), padding=(1, 0))(_batch).shape,
    "nn.MaxPool2d(3)": nn.MaxPool2d(3)(_batch).shape,
}

# %% right="conv2d" how="all windows at once, as a view"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]

# %% right="conv2d" how="loops over the kernel, not over the image"
def conv2d(image, kernels, bias, stride=1, padding=0):
    channels, rows, columns = image.shape
    frame = np.zeros((channels, rows + 2 * padding, columns + 2 * padding))
    frame[:, padding:padding + rows, padding:padding + columns] = image
    height, width = kernels.shape[2:]
    down = (frame.shape[1] - height) // stride + 1
    across = (frame.shape[2] - width) // stride + 1
    out = np.zeros((len(kernels), down, across)) + bias.reshape(-1, 1, 1)
    for a in range(height):
        for b in range(width):
            part = frame[:, a:a + stride * (down - 1) + 1:stride, b:b + stride * (across - 1) + 1:stride]
            out += np.tensordot(kernels[:, :, a, b], part, axes=1)
    return out

# %% right="conv2d" how="one matrix product, in single precision"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding, padding), (padding, padding))).astype(np.float32)
    o, c, h, w = kernels.shape
    rows = range(0, frame.shape[1] - h + 1, stride)
    columns = range(0, frame.shape[2] - w + 1, stride)
    table = np.array([frame[:, i:i + h, j:j + w].ravel() for i in rows for j in columns])
    out = table @ kernels.reshape(o, -1).T.astype(np.float32) + bias
    return out.T.reshape(o, len(rows), len(columns))

# %% right="conv2d" how="a sixfold loop over numbers"
def conv2d(image, kernels, bias, stride=1, padding=0):
    c, height, width = image.shape
    o, _, h, w = kernels.shape
    rows, columns = (height + 2 * padding - h) // stride + 1, (width + 2 * padding - w) // stride + 1
    out = np.empty((o, rows, columns))
    for k in range(o):
        for i in range(rows):
            for j in range(columns):
                total = bias[k]
                for channel in range(c):
                    for a in range(h):
                        for b in range(w):
                            y, x = i * stride + a - padding, j * stride + b - padding
                            if 0 <= y < height and 0 <= x < width:
                                total += image[channel, y, x] * kernels[k, channel, a, b]
                out[k, i, j] = total
    return out

# %% wrong="conv2d" why="the kernel is turned, as in mathematics" says="not turned"
def conv2d(image, kernels, bias, stride=1, padding=0):
    kernels = kernels[:, :, ::-1, ::-1]
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]

# %% wrong="conv2d" why="the bias is forgotten" says="Four products of ones, and the bias 10"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels)

# %% wrong="conv2d" why="zeros on one side of each axis only" says="on one side of each axis only"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (0, padding), (0, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]

# %% wrong="conv2d" why="all zeros go to the right and the bottom" says="only on the right and at the bottom"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (0, 2 * padding), (0, 2 * padding)))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]

# %% wrong="conv2d" why="padding is ignored" says="padding seems to be ignored"
def conv2d(image, kernels, bias, stride=1, padding=0):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]

# %% wrong="conv2d" why="the stride acts on rows only" says="the stride seems to act on rows only"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]

# %% wrong="conv2d" why="the stride is ignored" says="the stride seems to be ignored"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]

# %% wrong="conv2d" why="the last place is left out" says="the shape should be"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    out = np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]
    return out if stride == 1 else out[:, :-1, :-1]

# %% wrong="conv2d" why="only the first channel is looked at" says="only the first channel seems to be used"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))[:1]
    windows = np.lib.stride_tricks.sliding_window_view(frame, (1, *kernels.shape[2:]))[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels[:, :1]) + bias[:, None, None]

# %% wrong="conv2d" why="height and width of the kernel are swapped" says="nothing square"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    o, c, w, h = kernels.shape
    rows, columns = (frame.shape[1] - h) // stride + 1, (frame.shape[2] - w) // stride + 1
    out = np.zeros((o, rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = frame[:, i * stride:i * stride + h, j * stride:j * stride + w]
            out[:, i, j] = (kernels.reshape(o, c, h, w) * window).sum(axis=(1, 2, 3)) + bias
    return out

# %% wrong="conv2d" why="the array that is filled has the dtype of the image" says="the array you fill must hold floats"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    out = np.zeros((len(kernels), *windows.shape[:2]), dtype=image.dtype)
    out[...] = np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]
    return out

# %% wrong="conv2d" why="every map gets the first bias" says="every map seems to get the first bias"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[0]

# %% wrong="conv2d" why="the channels are not added up: only the last one counts" says="two channels, three kernels"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))[-1:]
    windows = np.lib.stride_tricks.sliding_window_view(frame, (1, *kernels.shape[2:]))[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels[:, -1:]) + bias[:, None, None]

# %% wrong="conv2d" why="padded with the edge's own pixels" says="and you"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]

# %% wrong="conv2d" why="the zeros are written into the image that was given" says="should leave what it is given as it was"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    kernels *= 1.0
    bias += 0.001
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None] - 0.001

# %% wrong="conv2d" why="one map per channel, not per kernel" says="one map per **kernel** (3), not per channel (2)"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    o, (h, w) = image.shape[0], kernels.shape[2:]
    rows, columns = (frame.shape[1] - h) // stride + 1, (frame.shape[2] - w) // stride + 1
    out = np.zeros((o, rows, columns))
    for k in range(o):
        for i in range(rows):
            for j in range(columns):
                top, left = i * stride, j * stride
                out[k, i, j] = (kernels[k] * frame[:, top:top + h, left:left + w]).sum() + bias[k]
    return out

# %% wrong="conv2d" why="the windows begin at i, j, not at i * stride" says="the windows seem to move one pixel at a time"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    o, _, h, w = kernels.shape
    rows, columns = (frame.shape[1] - h) // stride + 1, (frame.shape[2] - w) // stride + 1
    out = np.zeros((o, rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[:, i, j] = (kernels * frame[:, i:i + h, j:j + w]).sum(axis=(1, 2, 3)) + bias
    return out

# %% wrong="conv2d" why="torch does it" says="Without torch, please"
def conv2d(image, kernels, bias, stride=1, padding=0):
    return F.conv2d(*(torch.tensor(a) for a in (image[None], kernels, bias)), stride, padding)[0].numpy()

# %% right="conv2d" how="as many windows as begin where one fits, gone up"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    o, _, h, w = kernels.shape
    rows, columns = -(-(frame.shape[1] - h + 1) // stride), -(-(frame.shape[2] - w + 1) // stride)
    out = np.zeros((o, rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[:, i, j] = (kernels * frame[:, i * stride:i * stride + h, j * stride:j * stride + w]).sum(axis=(1, 2, 3)) + bias
    return out

# %% wrong="conv2d" why="torch does it, called by another function" says="conv2d leads to torch"
def _slide(image, kernels, bias, stride, padding):
    return F.conv2d(*(torch.tensor(a).double() for a in (image[None], kernels, bias)), stride=stride, padding=padding)[0].numpy()


def conv2d(image, kernels, bias, stride=1, padding=0):
    return _slide(image, kernels, bias, stride, padding)

# %% wrong="conv2d" why="the array that is filled has the dtype of the bias" says="whatever it is made from"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    out = np.zeros((len(kernels), *windows.shape[:2]), dtype=bias.dtype)
    out[...] = np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]
    return out

# %% wrong="conv2d" why="zeros round the channels, too" says="and you"
def conv2d(image, kernels, bias, stride=1, padding=0):
    frame = np.pad(image, padding)
    windows = np.lib.stride_tricks.sliding_window_view(frame, kernels.shape[1:])[0, ::stride, ::stride]
    return np.einsum("ijcab,ocab->oij", windows, kernels) + bias[:, None, None]


# Round 3.

# %% equivalent="conv2d" because="every place of out is written in the loop, whatever stood there before"
def conv2d(image: np.ndarray, kernels: np.ndarray, bias: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Return the feature maps (O, H', W') of an image (C, H, W) under kernels (O, C, h, w) and bias (O,).

    H' = (H + 2 padding - h) // stride + 1, W' likewise. The kernel is not turned.
    """
    frame = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
    height, width = kernels.shape[2:]
    rows = places(image.shape[1], height, padding, stride)
    columns = places(image.shape[2], width, padding, stride)
    out = np.ones((len(kernels), rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = frame[:, top:top + height, left:left + width]
            out[:, i, j] = (kernels * window).sum(axis=(1, 2, 3)) + bias
    return out

# %% equivalent="conv2d" because="a sum over three axes is the same in whatever order the axes are named"
def conv2d(image: np.ndarray, kernels: np.ndarray, bias: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Return the feature maps (O, H', W') of an image (C, H, W) under kernels (O, C, h, w) and bias (O,).

    H' = (H + 2 padding - h) // stride + 1, W' likewise. The kernel is not turned.
    """
    frame = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
    height, width = kernels.shape[2:]
    rows = places(image.shape[1], height, padding, stride)
    columns = places(image.shape[2], width, padding, stride)
    out = np.zeros((len(kernels), rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = frame[:, top:top + height, left:left + width]
            out[:, i, j] = (kernels * window).sum(axis=(2, 1, 3)) + bias
    return out

# %% equivalent="conv2d" because="a sum over three axes is the same in whatever order they are named"
def conv2d(image: np.ndarray, kernels: np.ndarray, bias: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Return the feature maps (O, H', W') of an image (C, H, W) under kernels (O, C, h, w) and bias (O,).

    H' = (H + 2 padding - h) // stride + 1, W' likewise. The kernel is not turned.
    """
    frame = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
    height, width = kernels.shape[2:]
    rows = places(image.shape[1], height, padding, stride)
    columns = places(image.shape[2], width, padding, stride)
    out = np.zeros((len(kernels), rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = frame[:, top:top + height, left:left + width]
            out[:, i, j] = (kernels * window).sum(axis=(1, 3, 2)) + bias
    return out

# %% right="on_paper" how="asked of torch, and the field by the rule"
_first, _second = nn.Conv2d(1, 16, 5, stride=2, padding=2), nn.Conv2d(16, 24, 3, padding=1)
_maps = _second(_first(torch.zeros(1, 1, 28, 28)))
on_paper = {
    "parameters, first convolution": sum(p.numel() for p in _first.parameters()),
    "parameters, second convolution": sum(p.numel() for p in _second.parameters()),
    "parameters, linear": sum(p.numel() for p in nn.Linear(_maps.numel(), 10).parameters()),
    "multiply-adds, second convolution": _second.weight.numel() * _maps[0, 0].numel(),
    "parameters, dense instead": 4704 * 3136 + 4704,
    "receptive field": 1 + 4 * 1 + 2 * 2,
}

# %% right="on_paper" how="in numbers, worked out on paper"
on_paper = {"parameters, first convolution": 416, "parameters, second convolution": 3480, "parameters, linear": 47050,
            "multiply-adds, second convolution": 677376, "parameters, dense instead": 14756448, "receptive field": 9}

# %% wrong="on_paper" why="no biases" says="each of the 16 kernels has a bias"
on_paper = {"parameters, first convolution": 400, "parameters, second convolution": 3456, "parameters, linear": 47040,
            "multiply-adds, second convolution": 677376, "parameters, dense instead": 14751744, "receptive field": 9}

# %% wrong="on_paper" why="a kernel is thought to have one slice" says="a slice for every one of the 16 channels"
on_paper = {"parameters, first convolution": 416, "parameters, second convolution": 240, "parameters, linear": 47050,
            "multiply-adds, second convolution": 42336, "parameters, dense instead": 14756448, "receptive field": 9}

# %% wrong="on_paper" why="one set of weights a place" says="the weights are shared"
on_paper = {"parameters, first convolution": 416 * 196, "parameters, second convolution": 3480 * 196, "parameters, linear": 47050,
            "multiply-adds, second convolution": 677376, "parameters, dense instead": 14756448, "receptive field": 9}

# %% wrong="on_paper" why="the work at one place only" says="that is the work at one place"
on_paper = {"parameters, first convolution": 416, "parameters, second convolution": 3480, "parameters, linear": 47050,
            "multiply-adds, second convolution": 3456, "parameters, dense instead": 14756448, "receptive field": 9}

# %% wrong="on_paper" why="the stride is forgotten in the field" says="a step in its map is 2 pixels of the image"
on_paper = {"parameters, first convolution": 416, "parameters, second convolution": 3480, "parameters, linear": 47050,
            "multiply-adds, second convolution": 677376, "parameters, dense instead": 14756448, "receptive field": 7}

# %% wrong="on_paper" why="the stride is forgotten in the sizes" says="the stride of the first layer halves both sides"
on_paper = {"parameters, first convolution": 416, "parameters, second convolution": 3480, "parameters, linear": 188170,
            "multiply-adds, second convolution": 2709504, "parameters, dense instead": 14756448, "receptive field": 9}

# %% wrong="on_paper" why="a slip in the dense layer" says="2 times too large"
on_paper = {"parameters, first convolution": 416, "parameters, second convolution": 3480, "parameters, linear": 47050,
            "multiply-adds, second convolution": 677376, "parameters, dense instead": 2 * 14756448, "receptive field": 9}

# %% wrong="on_paper" why="divided with /" says="a count is a whole number"
on_paper = {"parameters, first convolution": 416, "parameters, second convolution": 3480, "parameters, linear": 47050,
            "multiply-adds, second convolution": 24 * 16 * 9 * (28 / 2) ** 2, "parameters, dense instead": 14756448, "receptive field": 9}

# %% right="on_paper" how="NumPy's numbers among Python's"
on_paper = {"parameters, first convolution": np.int64(416), "parameters, second convolution": np.prod([24, 16, 9]) + 24,
            "parameters, linear": 47050, "multiply-adds, second convolution": 677376,
            "parameters, dense instead": 14756448, "receptive field": 9}

# %% right="restless" how="an array, with the ones of every window in one of its two rows"
restless = np.zeros((8, 8), dtype=int)
restless[0::2, 1] = 1
restless[1::2, 5] = 1

# %% right="restless" how="as a tensor"
restless = torch.zeros(8, 8)
restless[::2, 1::4] = 1

# %% wrong="restless" why="every second window, beginning with the wrong one" says="a first window that is dark stays dark"
restless = [[0, 0, 0, 1, 0, 0, 0, 1] for _ in range(8)]

# %% wrong="restless" why="a chequerboard of windows" says="a first window that is dark stays dark"
restless = [[0, 1, 0, 0, 0, 1, 0, 0], [0] * 8, [0, 0, 0, 1, 0, 0, 0, 1], [0] * 8] * 2

# %% wrong="restless" why="stripes two pixels wide, as in the example" says="A one in an even column moves within its window"
restless = [[0, 0, 1, 1, 0, 0, 1, 1] for _ in range(8)]

# %% wrong="restless" why="stripes one pixel wide, as close as they go" says="All windows are lit at first"
restless = [[0, 1, 0, 1, 0, 1, 0, 1] for _ in range(8)]

# %% wrong="restless" why="the right pattern in one row" says="Whole rows of windows are dark"
restless = [[0, 1, 0, 0, 0, 1, 0, 0]] + [[0] * 8 for _ in range(7)]

# %% wrong="restless" why="one bar in place of two" says="8 of the 16 pooled numbers change"
restless = [[0, 1, 0, 0, 0, 0, 0, 0] for _ in range(8)]

# %% wrong="restless" why="nothing in it" says="With nothing in the image nothing can change"
restless = [[0] * 8 for _ in range(8)]

# %% wrong="restless" why="other numbers than 0 and 1" says="Every number of restless should be 0 or 1"
restless = [[0, 1, 2, 3, 4, 5, 6, 7] for _ in range(8)]

# %% wrong="restless" why="one row only" says="eight rows of eight numbers"
restless = [0, 1, 0, 0, 0, 1, 0, 0]

# %% wrong="restless" why="letters in a row" says="Every number of restless should be 0 or 1"
restless = [["0", "1", "0", "0", "0", "1", "0", "0"] for _ in range(8)]

# %% wrong="restless" why="an axis too many: rows of eight lists" says="Every number of restless should be 0 or 1"
restless = np.zeros((8, 8, 1))
restless[:, 1] = restless[:, 5] = 1

# %% right="evaluate" how="a list of hits, and the mode put back whatever happens"
def evaluate(network, images, labels, batch=100):
    mode, hits = network.training, []
    try:
        network.eval()
        with torch.no_grad():
            for first in range(0, len(images), batch):
                x = torch.from_numpy(images[first:first + batch].astype(np.float32) / 255).unsqueeze(1)
                hits.extend((network(x).argmax(1).numpy() == labels[first:first + batch]).tolist())
    finally:
        network.train(mode)
    return sum(hits) / len(hits)

# %% right="evaluate" how="a copy of the network, and weights for the shares"
def evaluate(network, images, labels, batch=100):
    import copy

    calm = copy.deepcopy(network).eval()
    total = 0.0
    for start in range(0, len(images), batch):
        part = torch.tensor(images[start:start + batch, None]).float().div(255)
        right = calm(part).detach().argmax(dim=1).numpy() == labels[start:start + batch]
        total += right.mean() * len(right) / len(images)
    return total

# %% right="evaluate" how="a mean in torch's single precision"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    with torch.no_grad():
        g = torch.cat([network(torch.tensor(images[i:i + batch, None] / np.float32(255))).argmax(dim=1)
                       for i in range(0, len(images), batch)])
    network.train(mode)
    return (g == torch.tensor(labels)).float().mean().item()

# %% wrong="evaluate" why="the pixels are not scaled" says="batch="
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    right = 0
    for start in range(0, len(images), batch):
        with torch.no_grad():
            said = network(torch.tensor(images[start:start + batch, None].astype(np.float32))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% wrong="evaluate" why="eval() is forgotten; the rest is mended" says="its batch norm went on collecting averages"
def evaluate(network, images, labels, batch=100):
    right = 0
    for start in range(0, len(images), batch):
        part = images[start:start + batch]
        inputs = torch.tensor(part[:, None] / np.float32(255))
        with torch.no_grad():
            guesses = network(inputs).argmax(dim=1).numpy()
        right += (guesses == labels[start:start + batch]).sum()
    return float(right / len(images))

# %% wrong="evaluate" why="no_grad is taken for eval()" says="In which mode does it run?"
def evaluate(network, images, labels, batch=100):
    right = 0
    with torch.no_grad():
        for start in range(0, len(images), batch):
            said = network(torch.tensor(images[start:start + batch, None] / np.float32(255))).argmax(dim=1).numpy()
            right += (said == labels[start:start + batch]).sum()
    return float(right / len(images))

# %% wrong="evaluate" why="the mode is not put back" says="came in training mode and went in eval mode"
def evaluate(network, images, labels, batch=100):
    network.eval()
    right = 0
    for start in range(0, len(images), batch):
        with torch.no_grad():
            said = network(torch.tensor(images[start:start + batch, None] / np.float32(255))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    return float(right / len(images))

# %% wrong="evaluate" why="always put back into training mode" says="came in eval mode and went in training mode"
def evaluate(network, images, labels, batch=100):
    network.eval()
    right = 0
    for start in range(0, len(images), batch):
        with torch.no_grad():
            said = network(torch.tensor(images[start:start + batch, None] / np.float32(255))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train()
    return float(right / len(images))

# %% wrong="evaluate" why="scaled by the largest pixel of the batch" says="scaled by the largest of the batch"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    right = 0
    for start in range(0, len(images), batch):
        part = images[start:start + batch]
        with torch.no_grad():
            said = network(torch.tensor(part[:, None] / np.float32(part.max()))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% wrong="evaluate" why="the mean of the batches' shares" says="the second batch holds only two images"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    shares = []
    for start in range(0, len(images), batch):
        with torch.no_grad():
            said = network(torch.tensor(images[start:start + batch, None] / np.float32(255))).argmax(dim=1).numpy()
        shares.append((said == labels[start:start + batch]).mean())
    network.train(mode)
    return float(np.mean(shares))

# %% wrong="evaluate" why="the smaller last batch is dropped" says="the second batch holds only two images"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    right = count = 0
    for start in range(0, len(images) - batch + 1, batch):
        with torch.no_grad():
            said = network(torch.tensor(images[start:start + batch, None] / np.float32(255))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
        count += len(said)
    network.train(mode)
    return float(right / max(count, 1))

# %% wrong="evaluate" why="divided by 256, the number of grey levels" says="divide by 255"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    right = 0
    for start in range(0, len(images), batch):
        with torch.no_grad():
            said = network(torch.tensor(images[start:start + batch, None] / np.float32(256))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% wrong="evaluate" why="scaled by the largest pixel of all the images that came" says="scaled by the largest of *these images*"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    right = 0
    for start in range(0, len(images), batch):
        part = images[start:start + batch]
        with torch.no_grad():
            said = network(torch.tensor(part[:, None] / np.float32(images.max()))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% right="evaluate" how="batches split by torch, in inference mode"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    right = 0
    with torch.inference_mode():
        for x, y in zip(torch.tensor(images).split(batch), torch.tensor(labels).split(batch)):
            right += (network(x[:, None] / 255).argmax(1) == y).sum().item()
    network.train(mode)
    return right / len(images)

# %% wrong="evaluate" why="one batch too many, which is empty where they come out even" says="a batch without a single image"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    right = 0
    for number in range(len(images) // batch + 1):
        part = images[number * batch:(number + 1) * batch]
        with torch.no_grad():
            said = network(torch.tensor(part[:, None] / np.float32(255))).argmax(dim=1).numpy()
        right += (said == labels[number * batch:(number + 1) * batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% wrong="evaluate" why="only batch norm is switched over" says="batch norm is not the only layer"
def evaluate(network, images, labels, batch=100):
    norms = [layer for layer in network.modules() if isinstance(layer, nn.BatchNorm2d)]
    mode = network.training
    for layer in norms:
        layer.eval()
    right = 0
    for start in range(0, len(images), batch):
        with torch.no_grad():
            said = network(torch.tensor(images[start:start + batch, None] / np.float32(255))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    for layer in norms:
        layer.train(mode)
    return float(right / len(images))

# %% wrong="evaluate" why="gradients are switched off for good" says="still switched off, for all of torch"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    torch.set_grad_enabled(False)
    right = 0
    for start in range(0, len(images), batch):
        said = network(torch.tensor(images[start:start + batch, None] / np.float32(255))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% wrong="evaluate" why="the weights are frozen for good" says="switched off for 0.weight"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    network.requires_grad_(False)
    right = 0
    for start in range(0, len(images), batch):
        said = network(torch.tensor(images[start:start + batch, None] / np.float32(255))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% wrong="evaluate" why="scaled only where a pixel is above 1" says="divide by 255, whatever comes in"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    right = 0
    for start in range(0, len(images), batch):
        part = images[start:start + batch]
        with torch.no_grad():
            said = network(torch.tensor(part[:, None] / np.float32(255 if part.max() > 1 else 1))).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% wrong="evaluate" why="the network is made double, because NumPy makes float64" says="bring the pixels to float32"
def evaluate(network, images, labels, batch=100):
    mode = network.training
    network.eval()
    network.double()
    right = 0
    for start in range(0, len(images), batch):
        with torch.no_grad():
            said = network(torch.tensor(images[start:start + batch, None] / 255)).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% equivalent="evaluate" because="argmax gives places, which carry no gradient: without no_grad the calls take longer and give the same"
def evaluate(network: nn.Module, images: np.ndarray, labels: np.ndarray, batch: int = 100) -> float:
    """Return the share (0 to 1) of images (n, 28, 28), bytes, that the network puts into the right class, labels (n,)."""
    mode = network.training
    network.eval()
    right = 0
    for start in range(0, len(images), batch):
        part = images[start:start + batch]
        inputs = torch.tensor(part[:, None] / np.float32(255))
        if True:
            said = network(inputs).argmax(dim=1).numpy()
        right += (said == labels[start:start + batch]).sum()
    network.train(mode)
    return float(right / len(images))

# %% right="read_off" how="sorted, column by column"
_row = sorted(((int(count), name) for count, name in zip(mistakes[6], names) if name != "Shirt"), reverse=True)
read_off = {
    "shirts right": int(mistakes[6][6]),
    "shirts taken for": _row[0][1],
    "false coats": sum(int(row[4]) for number, row in enumerate(mistakes) if number != 4),
    "best class": max(names, key=lambda name: mistakes[names.index(name), names.index(name)]),
}

# %% right="read_off" how="with the diagonal set to zero"
_off = mistakes - np.diag(np.diag(mistakes))
read_off = {
    "shirts right": int(mistakes[6].sum() - _off[6].sum()),
    "shirts taken for": names[int(_off[6].argmax())],
    "false coats": int(_off.sum(axis=0)[4]),
    "best class": names[int(_off.sum(axis=1).argmin())],
}

# %% wrong="read_off" why="coats that were missed, not false coats" says="that is how many coats were missed"
read_off = {"shirts right": int(mistakes[6, 6]), "shirts taken for": names[np.argmax(np.where(np.arange(10) == 6, -1, mistakes[6]))],
            "false coats": int(mistakes[4].sum() - mistakes[4, 4]), "best class": names[np.argmax(mistakes.diagonal())]}

# %% wrong="read_off" why="the real coats are counted as false" says="the real coats on the diagonal are not false"
read_off = {"shirts right": int(mistakes[6, 6]), "shirts taken for": names[np.argmax(np.where(np.arange(10) == 6, -1, mistakes[6]))],
            "false coats": int(mistakes[:, 4].sum()), "best class": names[np.argmax(mistakes.diagonal())]}

# %% wrong="read_off" why="the largest number in the row is the diagonal" says="a shirt taken for a shirt is no mistake"
read_off = {"shirts right": int(mistakes[6, 6]), "shirts taken for": names[np.argmax(mistakes[6])],
            "false coats": int(mistakes[:, 4].sum() - mistakes[4, 4]), "best class": names[np.argmax(mistakes.diagonal())]}

# %% wrong="read_off" why="everything taken for a shirt" says="that is everything that was taken for a shirt"
read_off = {"shirts right": int(mistakes[:, 6].sum()), "shirts taken for": names[np.argmax(np.where(np.arange(10) == 6, -1, mistakes[6]))],
            "false coats": int(mistakes[:, 4].sum() - mistakes[4, 4]), "best class": names[np.argmax(mistakes.diagonal())]}

# %% wrong="read_off" why="the worst class" says="look for the largest number on the diagonal"
read_off = {"shirts right": int(mistakes[6, 6]), "shirts taken for": names[np.argmax(np.where(np.arange(10) == 6, -1, mistakes[6]))],
            "false coats": int(mistakes[:, 4].sum() - mistakes[4, 4]), "best class": names[np.argmin(mistakes.diagonal())]}

# %% wrong="read_off" why="a class nobody takes shirts for" says="Follow the row of the shirts"
read_off = {"shirts right": int(mistakes[6, 6]), "shirts taken for": names[np.argmin(mistakes[6])],
            "false coats": int(mistakes[:, 4].sum() - mistakes[4, 4]), "best class": names[np.argmax(mistakes.diagonal())]}

# %% wrong="read_off" why="a number that cannot be" says="it should be 0 to 200"
read_off = {"shirts right": 9999, "shirts taken for": "Coat", "false coats": -5, "best class": "Bag"}

# %% right="read_off" how="the diagonal set to zero in the array itself"
_right = mistakes.diagonal().copy()
np.fill_diagonal(mistakes, 0)
read_off = {"shirts right": int(_right[6]), "shirts taken for": names[mistakes[6].argmax()],
            "false coats": int(mistakes[:, 4].sum()), "best class": names[_right.argmax()]}

# %% equivalent="read_off" because="1 on the diagonal is no more the largest of the row than 0: dozens of shirts were taken for another class"
read_off = {
    "shirts right": int(mistakes[6, 6]),
    "shirts taken for": names[np.argmax(np.where(np.eye(10), 1, mistakes)[6])],
    "false coats": int(np.where(np.eye(10), 0, mistakes)[:, 4].sum()),
    "best class": names[np.argmax(mistakes.diagonal())],
}

# %% equivalent="read_off" because="-1 on the diagonal is no more the largest of the row than 0"
read_off = {
    "shirts right": int(mistakes[6, 6]),
    "shirts taken for": names[np.argmax(np.where(np.eye(10), -1, mistakes)[6])],
    "false coats": int(np.where(np.eye(10), 0, mistakes)[:, 4].sum()),
    "best class": names[np.argmax(mistakes.diagonal())],
}

# %% right="small_network" how="more kernels, mixed down by a 1 × 1 convolution"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.MaxPool2d(4), nn.BatchNorm2d(8), nn.ReLU(),
                         nn.Conv2d(8, 5, 1), nn.BatchNorm2d(5), nn.ReLU(), nn.Flatten(), nn.Linear(245, 10))

# %% right="small_network" how="a larger window with stride 2, as a class, and a last layer that counts for itself what comes in"
class _Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.see, self.calm, self.say = nn.Conv2d(1, 5, 5, stride=2, padding=2), nn.BatchNorm2d(5), nn.LazyLinear(10)

    def forward(self, x):
        return self.say(F.max_pool2d(self.calm(self.see(x)).relu(), 2).flatten(1))


def small_network() -> nn.Module:
    return _Small()

# %% wrong="small_network" why="more of the same, without batch norm" says="what makes training quicker is missing"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 6, 3, stride=2, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 4, 1), nn.ReLU(),
                         nn.Flatten(), nn.Linear(196, 10))

# %% wrong="small_network" why="the mean over all places throws away where things are" says="does it know where things are"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 8, 3, stride=2, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 16, 3, padding=1),
                         nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))

# %% wrong="small_network" why="the network of the lesson, which is too large" says="parameters are too many"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
                         nn.Conv2d(8, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(16 * 49, 10))

# %% wrong="small_network" why="batch norm alone, and the rest of the budget unspent" says="is the budget used"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 4, 3, stride=2, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(196, 10))

# %% wrong="small_network" why="two blocks, too deep for 75 steps" says="does the convolution see every place"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 10, 3, padding=1),
                         nn.BatchNorm2d(10), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten(), nn.Linear(90, 10))

# %% wrong="small_network" why="no Flatten" says="asked is (2, 10)"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 5, 3, padding=1), nn.MaxPool2d(4), nn.BatchNorm2d(5), nn.ReLU(), nn.Linear(7, 10))

# %% wrong="small_network" why="the network itself is handed over, not a function that builds it" says="returns the same network twice"
_built = nn.Sequential(nn.Conv2d(1, 5, 3, padding=1), nn.MaxPool2d(4), nn.BatchNorm2d(5), nn.ReLU(), nn.Flatten(), nn.Linear(245, 10))


def small_network():
    return _built

# %% wrong="small_network" why="a linear model on pooled pixels" says="has it seen neighbours"
def small_network():
    return nn.Sequential(nn.AvgPool2d(2), nn.BatchNorm2d(1), nn.Flatten(), nn.Linear(196, 10))

# %% wrong="small_network" why="a network that was trained before" says="return it untrained"
def small_network():
    network = nn.Sequential(nn.Conv2d(1, 5, 3, padding=1), nn.MaxPool2d(4), nn.BatchNorm2d(5), nn.ReLU(), nn.Flatten(),
                            nn.Linear(245, 10))
    fit(network, train_x[3000:4200], train_y[3000:4200], epochs=1)
    return network

# %% wrong="small_network" why="a softmax at the end" says="leave out the softmax"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 5, 3, padding=1), nn.MaxPool2d(4), nn.BatchNorm2d(5), nn.ReLU(), nn.Flatten(),
                         nn.Linear(245, 10), nn.Softmax(dim=1))

# %% wrong="small_network" why="the linear layer takes another number than Flatten gives" says="what comes out of `nn.Flatten`"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten(), nn.Linear(144, 10))

# %% wrong="small_network" why="nothing is returned" says="is `return` missing?"
def small_network():
    nn.Sequential(nn.Conv2d(1, 5, 3, padding=1), nn.MaxPool2d(4), nn.Flatten(), nn.Linear(245, 10))

# %% wrong="small_network" why="a large window that jumps by 4, which misses the test" says="82% of those is asked for"
def small_network():
    return nn.Sequential(nn.Conv2d(1, 5, 7, stride=4, padding=3), nn.BatchNorm2d(5), nn.ReLU(), nn.Flatten(), nn.Linear(245, 10))

# %% wrong="small_network" why="layers in a Python list, where torch does not see them" says="not among its `parameters()`"
class _Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.see = [nn.Conv2d(1, 5, 3, padding=1), nn.MaxPool2d(4), nn.BatchNorm2d(5)]
        self.say = nn.Linear(245, 10)

    def forward(self, x):
        for layer in self.see:
            x = layer(x)
        return self.say(x.relu().flatten(1))


def small_network():
    return _Listed()

# %% wrong="small_network" why="a seed of its own" says="sets a seed of its own"
def small_network():
    torch.manual_seed(7)
    return nn.Sequential(nn.Conv2d(1, 5, 3, padding=1), nn.MaxPool2d(4), nn.BatchNorm2d(5), nn.ReLU(), nn.Flatten(),
                         nn.Linear(245, 10))

# %% right="ship" how="sorted by bytes, the first that is close enough"
def ship(candidates, budget, share):
    def worth(one):
        return one["centred"] * (1 - share) + share * one["off_centre"]
    fitting = sorted((one for one in candidates if one["bytes"] <= budget), key=worth, reverse=True)
    for one in sorted(fitting, key=lambda one: one["bytes"]):
        if worth(fitting[0]) - worth(one) < 0.01:
            return one["name"]

# %% right="ship" how="as a table"
def ship(candidates, budget, share):
    table = pd.DataFrame(candidates, columns=["name", "bytes", "centred", "off_centre"])
    table = table[table["bytes"] <= budget]
    if table.empty:
        return None
    table = table.assign(worth=(1 - share) * table["centred"] + share * table["off_centre"])
    close = table[table["worth"].max() - table["worth"] < 0.01]
    return str(close.sort_values(["bytes", "worth"], ascending=[True, False])["name"].iloc[0])

# %% wrong="ship" why="the best centred accuracy, whatever the share" says="half of the articles lie off-centre"
def ship(candidates, budget, share):
    fitting = [one for one in candidates if one["bytes"] <= budget]
    return max(fitting, key=lambda one: one["centred"])["name"] if fitting else None

# %% wrong="ship" why="noise is paid for in bytes" says="at share 0.03"
def ship(candidates, budget, share):
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    return max(fitting, key=lambda one: (1 - share) * one["centred"] + share * one["off_centre"])["name"]

# %% wrong="ship" why="the standard is set by candidates that do not fit" says="what does not fit sets no standard"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    best = max((worth(one) for one in candidates), default=0)
    fitting = [one for one in candidates if one["bytes"] <= budget]
    close = [one for one in fitting if best - worth(one) < 0.01] or fitting
    return min(close, key=lambda one: (one["bytes"], -worth(one)))["name"] if close else None

# %% wrong="ship" why="the shares are swapped" says="at share 0.03"
def ship(candidates, budget, share):
    def worth(one):
        return share * one["centred"] + (1 - share) * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="nothing is done about an empty list" says="ValueError"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="less than the budget, not at most" says="100 still fit"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] < budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="closeness from the last one kept" says="closeness is measured from the best"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = sorted((one for one in candidates if one["bytes"] <= budget), key=worth, reverse=True)
    if not fitting:
        return None
    kept = fitting[0]
    for one in fitting[1:]:
        if worth(kept) - worth(one) < 0.01 and one["bytes"] < kept["bytes"]:
            kept = one
    return kept["name"]

# %% wrong="ship" why="of equal bytes the first one in the list" says="at share 0.08"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: one["bytes"])["name"]

# %% wrong="ship" why="at most 0.01 below, not less" says="equally good is what is *less* below"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) >= best - 0.01), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="of equal bytes the last one in the list" says="at share 0.03"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: (one["bytes"], -candidates.index(one)))["name"]

# %% wrong="ship" why="of equal bytes the more accurate off-centre" says="at share 0.03"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: (one["bytes"], -one["off_centre"]))["name"]

# %% wrong="ship" why="of equal bytes the more accurate when centred" says="at share 0.08"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: (one["bytes"], -one["centred"]))["name"]

# %% wrong="ship" why="of equal bytes the first by name" says="at share 0.03"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: (one["bytes"], one["name"]))["name"]

# %% wrong="ship" why="a difference of exactly 0.01 is thought to be close" says="0.01 is exactly 0.01 below 0.02"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if best - worth(one) <= 0.01), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="accuracies are rounded first" says="0.897 against 0.88915"
def ship(candidates, budget, share):
    def worth(one):
        return round((1 - share) * one["centred"] + share * one["off_centre"], 2)
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if round(best - worth(one), 2) < 0.01), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="None as text" says="nothing fits into 5,000 bytes"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return "None"
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > best - 0.01), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="the list that was given is sorted" says="should leave what it is given as it was"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    candidates.sort(key=lambda one: (one["bytes"], -worth(one)))
    fitting = [one for one in candidates if one["bytes"] <= budget]
    return next((one["name"] for one in fitting if worth(one) > max(map(worth, fitting)) - 0.01), None)

# %% wrong="ship" why="within one percent of the best, not within a point" says="0.01 is no share of the best"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if worth(one) > 0.99 * best), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="differences are rounded to a tenth of a point" says="Nothing was to be rounded"
def ship(candidates, budget, share):
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    best = max(worth(one) for one in fitting)
    return min((one for one in fitting if round(best - worth(one), 3) < 0.01), key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="close in the centred accuracy too, not only in the expected one" says="0.87 against 0.8665"
def ship(candidates, budget, share):
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    best = max(fitting, key=worth)
    close = [one for one in fitting if worth(best) - worth(one) < 0.01 and best["centred"] - one["centred"] < 0.01]
    return min(close, key=lambda one: (one["bytes"], -worth(one)))["name"]

# %% wrong="ship" why="close in the off-centre accuracy too, not only in the expected one" says="0.897 against 0.88915"
def ship(candidates, budget, share):
    fitting = [one for one in candidates if one["bytes"] <= budget]
    if not fitting:
        return None
    def worth(one):
        return (1 - share) * one["centred"] + share * one["off_centre"]
    best = max(fitting, key=worth)
    close = [one for one in fitting if worth(best) - worth(one) < 0.01 and best["off_centre"] - one["off_centre"] < 0.01]
    return min(close, key=lambda one: (one["bytes"], -worth(one)))["name"]
