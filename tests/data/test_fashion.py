"""What the README says of fashion/ is measured."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pyarrow.parquet as pq
import pytest
from shipped import DATA, flaws, section, unmeasured

NAMES = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
SHIRT, TROUSER = NAMES.index("Shirt"), NAMES.index("Trouser")


@cache
def load(file: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the images of a file, shape (n, 28, 28), and their labels."""
    table = pq.read_table(DATA / "fashion" / f"{file}.parquet")
    raw = b"".join(table.column("image").to_pylist())
    return np.frombuffer(raw, np.uint8).reshape(-1, 28, 28), table.column("label").to_numpy()


@cache
def neighbours(file: str) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each image of a file, the nearest other training image and its distance in grey levels."""
    train = load("train")[0].reshape(-1, 784).astype(np.float32)
    images = load(file)[0].reshape(-1, 784).astype(np.float32)
    nearest, distance = [], []
    for first in range(0, len(images), 1000):
        part = images[first : first + 1000]
        squared = (part**2).sum(1)[:, None] - 2 * part @ train.T + (train**2).sum(1)
        if file == "train":
            squared[np.arange(len(part)), np.arange(first, first + len(part))] = np.inf
        nearest.append(squared.argmin(1))
        distance.append(np.sqrt(np.maximum(squared.min(1), 0) / 784))
    return np.concatenate(nearest), np.concatenate(distance)


def guessed() -> tuple[float, float, float]:
    labels, guess = load("test")[1], load("train")[1][neighbours("test")[0]]
    right = guess == labels
    return right.mean(), right[labels == SHIRT].mean(), right[labels == TROUSER].mean()


def shirts() -> tuple[int, ...]:
    guess = load("train")[1][neighbours("test")[0]][load("test")[1] == SHIRT]
    missed = [NAMES[label] for label in guess if label != SHIRT]
    return len(missed), *(missed.count(name) for name in ("T-shirt/top", "Pullover", "Coat"))


def disagreeing() -> np.ndarray:
    """Return for every training image the distance to its neighbour, infinite where the classes agree."""
    nearest, distance = neighbours("train")
    labels = load("train")[1]
    return np.where(labels == labels[nearest], np.inf, distance)


def closest() -> tuple[float, int, str, int, str]:
    rows = pq.read_table(DATA / "fashion" / "train.parquet").column("source_row").to_numpy()
    one = int(disagreeing().argmin())
    two = int(neighbours("train")[0][one])
    labels = load("train")[1]
    return disagreeing()[one], rows[one], NAMES[labels[one]], rows[two], NAMES[labels[two]]


def edges() -> tuple[np.ndarray, np.ndarray]:
    """Return (first, last) row with an article and the same for columns, each of shape (2, n), training images."""
    images = load("train")[0]
    used = images.max(2) > 0, images.max(1) > 0
    return tuple(np.array([u.argmax(1), 27 - u[:, ::-1].argmax(1)]) for u in used)  # type: ignore[return-value]


def filling() -> float:
    return np.logical_or(*(first + 27 == last for first, last in edges())).mean()


def centred() -> float:
    return np.logical_and(*(abs(first + last - 27) <= 1 for first, last in edges())).mean()


def to_the_right(name: str) -> float:
    images = load("train")[0][load("train")[1] == NAMES.index(name)].astype(float)
    columns = images.sum(1)
    return ((columns * np.arange(28)).sum(1) / columns.sum(1) > 13.5).mean()


def error(accuracy: float, count: int) -> float:
    return 100 * (accuracy * (1 - accuracy) / count) ** 0.5


# A sentence of the README with holes, and what fills them.
CLAIMS: dict[str, Callable[[], tuple[object, ...]]] = {
    "right for {:.1%} of the test images, for {:.1%} of the shirts, for {:.1%} of the trousers.": guessed,
    "Of the {} shirts it misses, {} have a T-shirt as neighbour, {} a pullover, {} a coat.": shirts,
    "{:,} of the {:,} training images have a nearest neighbour of another class.": lambda: (
        int(np.isfinite(disagreeing()).sum()), len(disagreeing())),
    "The closest such pair is {:.1f} grey levels apart: rows {} ({}) and {} ({}) of the source": closest,
    "the background is {}, and {:.1%} of all pixels are exactly that.": lambda: (
        load("train")[0].min(), (load("train")[0] == 0).mean()),
    "{:.1%} touch two opposite edges": lambda: (filling(),),
    "For {:.1%} the box around the article is centred to half a pixel both ways.": lambda: (centred(),),
    "for {:.1%} of the ankle boots, {:.1%} of the sneakers and {:.1%} of the sandals.": lambda: (
        *(to_the_right(name) for name in ("Ankle boot", "Sneaker", "Sandal")),),
    "Each class has {:,} training and {} test images.": lambda: (
        *(next(iter(set(np.bincount(load(file)[1], minlength=10)))) for file in ("train", "test")),),
    "With {:,} test images an accuracy of 85% has a standard error of {:.1f} percentage points": lambda: (
        len(load("test")[1]), error(0.85, len(load("test")[1]))),
    "within a class of {} one of {:.1f}.": lambda: (200, error(0.85, 200)),
    "{} training images are nearer than 8 grey levels to another": lambda: ((neighbours("train")[1] < 8).sum(),),
}


@pytest.mark.parametrize("says", CLAIMS)
def test_a_flaw_in_the_readme_is_measured(says: str) -> None:
    assert says.format(*CLAIMS[says]()) in flaws("fashion")


def test_no_number_in_the_flaws_is_unmeasured() -> None:
    assert not unmeasured(flaws("fashion"), [says.format(*fill()) for says, fill in CLAIMS.items()], free="(?!)")


def test_classes_are_even_and_named_as_the_readme_lists_them() -> None:
    assert ", ".join(NAMES) in section("fashion")
    for file in ("train", "test"):
        table = pq.read_table(DATA / "fashion" / f"{file}.parquet")
        labels = table.column("label").to_pylist()
        assert table.column("name").to_pylist() == [NAMES[label] for label in labels]
        assert len(set(np.bincount(labels, minlength=10))) == 1
        assert table.column("source_row").to_pylist() == sorted(set(table.column("source_row").to_pylist()))


def test_no_image_is_there_twice() -> None:
    every = [image.tobytes() for file in ("train", "test") for image in load(file)[0]]
    assert len(set(every)) == len(every)


def test_no_test_image_is_a_near_copy_of_a_training_image() -> None:
    assert neighbours("test")[1].min() >= 8
