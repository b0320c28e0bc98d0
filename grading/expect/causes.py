"""What commonly causes an error of Python, in a sentence a beginner can act on."""

from __future__ import annotations

from grading.expect.state import now


def likely_cause(error: BaseException) -> str:
    """The sentence; empty when nothing common can be said."""
    try:
        text = str(error)
    except Exception:
        text = ""
    for test, sentence in _TEXTS:
        if test in text:
            return sentence
    for cls in type(error).__mro__:
        if cls.__name__ in _CLASSES:
            return _CLASSES[cls.__name__].replace("THIS", now.label)
    return ""


_TEXTS = (
    ("'NoneType' object", "Something is None there. A function that ends without `return` gives None."),
    ("is not done yet", "A function you call there still is the one you were given: finish it first."),
    ("required positional argument", "The function is called with too few arguments, or asks for too many."),
    ("unexpected keyword argument", "A parameter has another name than the exercise gives it."),
    ("positional arguments but", "The function is called with more arguments than it takes."),
    ("truth value of", "An array or table has many truth values: use `&`, `|`, `.any()` or `.all()`."),
    ("could not be broadcast", "The shapes don't fit together: print both shapes just before this line."),
    ("shapes", "The shapes don't fit together: print both shapes just before this line."),
    ("object is not callable", "Brackets after a name call it. Is the name a value here, not a function?"),
    ("object is not iterable", "A loop or a list was expected to get a collection and got a single value."),
    ("can only concatenate", "`+` joins text with text and adds numbers to numbers: convert one of them."),
    ("unsupported operand", "The two sides are of kinds that don't go together. Look at each: is it a number, "
                            "text, None, a list, or the name of a function?"),
    ("out of bounds", "An index points past the end: counting starts at 0 and ends at the length minus 1."),
)
_CLASSES = {
    "ZeroDivisionError": "The check uses a case in which the divisor is 0. What should the answer be then?",
    "UnboundLocalError": "Inside the function the name is used before it gets a value: is it spelt alike everywhere?",
    "NameError": "Is the name spelt right, and is the cell that makes it above this one and run?",
    "KeyError": "There is no such key or column: print the keys or columns that there are.",
    "IndexError": "An index points past the end: counting starts at 0 and ends at the length minus 1.",
    "AttributeError": "It has no such method or column: is the name spelt right, and is it what you think it is?",
    "RecursionError": "The function calls itself without end: which case returns without a further call?",
    "ModuleNotFoundError": "Only the libraries of the lesson's import cell are needed.",
    "FileNotFoundError": "No file is needed for THIS: use what the function is given.",
    "SystemExit": "A check cannot go on after `exit()` or `quit()`: take the call out.",
    "StopIteration": "`next` found nothing left.",
    "MemoryError": "Something grows far too large: print its length on a small input.",
}
