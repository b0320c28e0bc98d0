# %% [markdown]
# **Which airline is late, without any library?**
#
# You don't need to have written a program before. In three evenings you will write one that reads thousands of
# real flights and answers that question. No library does the work for you. Five ideas are enough: **names** for values,
# **functions**, **conditions**, **lists** and **loops**. Every bigger system you build later is made of them.
#
# **The delay alert, so far:** lesson 01 describes the product, a warning for passengers whose flight will be late.
# Here it gets its first number: how often each airline was late, and how far that number can be trusted.

# %% [markdown]
# ## How this page works
#
# * A grey box is a **cell** of Python. Click on it and press **Shift+Enter**: it runs, and its result appears below it.
# * The number left of it, `[3]`, says: third cell that ran. `[*]` says: still running. If that does not end, take menu
#   *Kernel*, *Interrupt Kernel*.
# * Run the cells **from top to bottom**. What they make is kept by a program behind the page, the **kernel**.
# * Lost? Menu *Kernel*, *Restart Kernel and Run All Cells*. Your text stays; the memory starts afresh.
# * Lines that begin with `assert` are the authors' own checks of the text. Skip them.

# %% [markdown]
# ### Cells of your own
#
# **+** above the page makes a new cell below the one you are in. Try things there. Nothing can break. But *Run All*
# stops at a cell of yours that ends in an error: mend it, or delete it (right-click it, *Delete Cells*).

# %% [markdown]
# ### Exercises and their checks
#
# Write your answer in the place of `...` or of the line that begins with `raise`. Run that cell, then the check under
# it (you needn't read its code), as often as you like. It says one of three things:
#
# * **Not attempted yet.** No answer of yours has run.
# * **What is wrong:** what came, what should come, often which **hint** helps. A click opens a hint.
# * **The form is right**, or **nothing wrong found here.** Go on. It has tried only a few cases; of a prediction it has
#   seen the form alone.
#
# **An error in your own cell? Then the check still sees your old answer.** Mend the error, and run the cell again.

# %% [markdown]
# ### The rest of the checks
#
# More checks wait outside this page, so that nobody can learn the answers by heart. After each exercise, or after a few:
#
# 1. Save the page with **Ctrl+S**.
# 2. Open a terminal: menu *File*, then *New*, then *Terminal*.
# 3. Type `workbook check 11` and press **Enter**.
#
# It runs the page from top to bottom with **all** checks, the hidden ones too. For each exercise it says: done, not
# right yet (and why, often with the hint to look at), or not attempted. Leave the terminal open for the next time.

# %% [markdown]
# ## Set up
#
# Run the next two cells and don't study them. The first fetches tools for reading a file, for drawing and for checking,
# and makes a small helper for section 3. The second reads flights that left New York in 2013; the line with `SELECT` is
# explained in lesson 21. After that the rows are in Python's own hands, and so in yours.

# %%
import random
from pathlib import Path

import duckdb
import matplotlib.pyplot as plt

from grading import expect

DATA = Path("../../data")
plt.style.use("grading.workbook")


def complaint(program):
    """Return the last line of the message Python gives when this program fails."""
    try:
        exec(program, {})
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError("this program was meant to fail")

# %% [markdown]
# From now on `first_day` holds the 842 flights of 1 January, and `january` the 27,004 of the whole month.
# When a cell has run, the **value** of its last line is shown. Here that is `first_day[:3]`: the first three of these
# flights. For each you see the airline, a code of two characters, and its delay on arrival, in minutes. A line with `=`
# and a `def` show nothing; the number, such as `[3]`, says that they ran.

# %%
def load(condition):
    """Return the flights for which the condition holds, as a list of pairs: airline code, minutes late."""
    file = (DATA / "flights" / "flights.parquet").as_posix()
    return duckdb.execute(f"SELECT carrier, arr_delay FROM '{file}' WHERE {condition}").fetchall()


first_day = load("month = 1 AND day = 1")
january = load("month = 1")
assert len(first_day) == 842 and len(january) == 27_004  # quoted: 842 and 27,004
first_day[:3]

# %% [markdown]
# ## 1 · Values and names
#
# A program works on **values**. `112` is a whole number, `1.5` a number with a fraction (a point, never a comma),
# `"EV"` a text: a **string**, in quotes. Python itself shows `'EV'`; both quotes mean the same. Text after `#` is a
# note for people; Python skips it.
#
# On 1 January, 112 flights of the airline EV, ExpressJet, arrived. 58 of them were more than 15 minutes late.
# What share is that?

# %%
58 / 112

# %% [markdown]
# A **name** keeps a value for later. `late = 58` is read from right to left: take 58, and call it `late`.
# So `=` does not say that two things are equal: it gives a name. Names are made of letters, digits and `_`, and must
# not begin with a digit.
#
# `print(...)` shows values. A name directly before round brackets is being **called**: told to do its work with what
# stands inside them.

# %%
late = 58
arrived = 112
share = late / arrived
assert round(share, 3) == 0.518  # quoted: 0.518
print(share)
print("late flights:", late, "of", arrived)

# %% [markdown]
# ### A name is a label, not a formula
#
# In a spreadsheet a cell that says `= A1 / A2` changes when `A1` does. Python works differently: `late / arrived` is
# computed once, when the line runs, and `share` is tied to the result. What happens to `late` afterwards is of no
# interest to `share`.

# %%
late = 0
print(late, share)
assert round(share, 3) == 0.518

# %% [markdown]
# **Figure 1.** Two panels: names on the left of each, values on the right, an arrow from name to value. What to see:
# after `late = 0` only one arrow has moved. `share` still points to 0.518.
#
# (The code below draws. You don't need to understand drawing code in this lesson: run it and look.)

# %%
figure, axes = plt.subplots(1, 2, figsize=(7.2, 2.6))
panels = [("after share = late / arrived", ["58", "112", "0.518"]), ("then late = 0", ["0", "112", "0.518"])]
for ax, (title, values) in zip(axes, panels, strict=True):
    for row, (name, value) in enumerate(zip(["late", "arrived", "share"], values, strict=True)):
        colour = "#D55E00" if value == "0" else "#0072B2"
        ax.text(0.28, 2 - row, name, ha="right", va="center", family="monospace")
        ax.annotate("", (0.62, 2 - row), (0.32, 2 - row), arrowprops={"arrowstyle": "->", "color": colour, "lw": 2})
        ax.text(0.66, 2 - row, value, va="center", weight="bold", color=colour)
    ax.set(title=title, xlim=(0, 1), ylim=(-0.5, 2.5))
    ax.set_axis_off()
plt.show()

# %% [markdown]
# ### Three divisions
#
# `/` divides and keeps the fraction. `//` divides and goes **down** to a whole number. `%` gives what is left over.
# The longest delay of 2013 was 1,272 minutes: 21 hours, 12 minutes left over. `*` multiplies, and
# `*`, `/`, `//` and `%` come before `+` and `-`, as in school; among themselves they go from left to right.

# %%
longest = 1272
print(longest / 60, longest // 60, longest % 60)
assert longest // 60 == 21 and longest % 60 == 12  # quoted: 21 and 12
assert duckdb.execute(f"SELECT max(arr_delay) FROM '{DATA.as_posix()}/flights/flights.parquet'").fetchone() == (
    longest,)  # quoted: 1,272

# %% [markdown]
# ### Text is not a number
#
# `"15"` in quotes is text: two characters, a 1 and a 5. `+` between two texts **joins** them, `+` between two numbers adds.
# `int("15")` makes a number of the text; `str(15)` makes a text of the number.

# %%
print("15" + "15", 15 + 15)
print(int("15") + 1, str(15) + "1")

# %% [markdown]
# ### Mistake: the order of the page is not the order of the runs
#
# Names live in the kernel, not on the page. A cell uses what the names hold **at the moment you run it**, whichever
# cell ran last. Run a cell twice and it acts twice. Delete a cell and its names stay. Restart the kernel and every
# name is gone, though the page looks the same; the first sign is usually `NameError: name 'share' is not defined`.
#
# Python's own names are not safe from you either: after `print = 5` nothing can be printed until you restart.
#
# So trust only a page that runs from top to bottom after a restart. That is also how yours will be graded.

# %% [markdown]
# ### How several answers are written
#
# Some exercises ask for several answers at once. They stand between curly brackets, one on each line: a label in
# quotes, a colon, the answer, a comma. In an exercise replace each `...` by your answer, and leave the labels, the
# colons and the commas as they are. An answer that is text stands in quotes too. A label is only text: you can't
# calculate with it.

# %%
answers = {
    "flights of EV that arrived": 112,
    "code of the airline": "EV",
}
answers

# %% [markdown]
# Predict, without running anything. Replace each `...` by a number, a text in quotes, or `"NameError"`.
# This program runs once, from top to bottom. What are `a`, `b`, `c` and `share` in the end?
#
# ```python
# a = 7 / 2
# b = 7 // 2
# c = "7" + "2"
# late = 30
# share = late / 100
# late = 0
# ```
#
# Another page has three cells, X, Y and Z. What does Z show if you run X, Y, Y, Z? What if you then restart the kernel
# and run Z alone?
#
# ```
# Cell X:   delay = 10
# Cell Y:   delay = delay + 5
# Cell Z:   print(delay * 2)
# ```
#
# <details><summary>Hint 1: what kind of thing?</summary>
#
# Look at each value on the right of `=`: whole number, fraction, or text in quotes? Only `/` makes a fraction.
#
# </details>
# <details><summary>Hint 2: labels</summary>
#
# Figure 1. When `late` gets a new value, which arrows move?
#
# </details>
# <details><summary>Hint 3: keep a list</summary>
#
# Write down what `delay` holds after each run: after X, after the first Y, after the second. And after a restart,
# which of the three cells has ever given `delay` a value?
#
# </details>

# %% solution="first_values" kind="predict" title="Before you run it" minutes=12 objective=1
first_values = {
    "a": 3.5,
    "b": 3,
    "c": "72",
    "share": 0.3,
    "X Y Y Z": 40,
    "restart, Z": "NameError",
}

# %% test="first_values" points=2
expect.filled(first_values, keys=dict.fromkeys(["a", "b", "c", "share", "X Y Y Z", "restart, Z"], (float, str)))
for _key in ["a", "b", "c", "share", "X Y Y Z", "restart, Z"]:
    _said = first_values[_key]
    expect.that(not isinstance(_said, str) or _said.isdigit() or _said in ["NameError"], f'{_key}: in quotes only '
                'digits or "NameError" can be right, spelt like that. A fraction has no quotes.')
### BEGIN HIDDEN TESTS
_program = {}
exec('a = 7 / 2\nb = 7 // 2\nc = "7" + "2"\nlate = 30\nshare = late / 100\nlate = 0', _program)
_cells = {}
for _cell in ("delay = 10", "delay = delay + 5", "delay = delay + 5", "shown = delay * 2"):
    exec(_cell, _cells)
_truth = {"a": _program["a"], "b": _program["b"], "c": _program["c"], "share": _program["share"],
          "X Y Y Z": _cells["shown"], "restart, Z": "NameError"}
_traps = {
    ("a", 3): "a: you have cut the half off. `/` keeps the fraction, also between whole numbers.",
    ("b", 3.5): "b: 3.5 is what `/` gives. `//` goes down to a whole number.",
    ("b", "3"): "b: the number is right, but quotes make text of it, and `//` between numbers gives a number.",
    ("b", 4): "b: `//` does not round, it goes down: 3.5 becomes no 4.",
    ("c", 9): "c: you have added numbers. In quotes 7 and 2 are text, and `+` joins text.",
    ("c", "9"): "c: you have added numbers. In quotes 7 and 2 are text, and `+` joins text.",
    ("c", 72): "c: the digits are right, the kind is not: joined text is still text, so it stands in quotes.",
    ("share", 0): "share: a name is no formula. `share` got its value while `late` was 30, and keeps it.",
    ("X Y Y Z", 30): "X Y Y Z: Y ran twice, and each run adds 5.",
    ("X Y Y Z", 20): "X Y Y Z: Z uses what `delay` holds when Z runs, not what it began with.",
    ("X Y Y Z", 50): "X Y Y Z: Y ran twice, no more: follow `delay` run by run.",
    ("X Y Y Z", "40"): "X Y Y Z: the number is right, but quotes make text of it, and `*` between numbers gives a number.",
    ("restart, Z", 40): "restart, Z: a restart empties the memory. Nothing has made `delay` since then.",
    ("restart, Z", 20): "restart, Z: X stands on the page, but it has not run since the restart.",
    ("restart, Z", 30): "restart, Z: X and Y stand on the page, but they have not run since the restart.",
}
_first_hint = {"a": 1, "b": 1, "c": 1, "share": 2, "X Y Y Z": 3, "restart, Z": 3}
for _key, _want in _truth.items():
    _said = first_values[_key]
    _same = isinstance(_said, str) == isinstance(_want, str) and (
        _said == _want if isinstance(_want, str) else abs(_said - _want) < 1e-9)
    expect.that(_same, _traps.get((_key, _said), f"{_key}: not {_said!r}. Go through the lines one by one, and write "
                                                 "down what each name holds after each line."), hint=_first_hint[_key])
### END HIDDEN TESTS

# %% [markdown]
# Answers written down? Now see for yourself. Make a new cell with **+**, copy the first program into it, add
# `[a, b, c, share]` as its last line, and run it. (`print` would show the text `"72"` and the number `72` alike; this
# way you see the quotes.)
#
# For the other two, make three new cells with the lines of X, Y and Z, and run X, Y, Y, Z. Then menu *Kernel*, *Restart
# Kernel*, and run Z alone. Afterwards click on the heading below and take menu *Run*, *Run All Above Selected Cell*:
# it brings back the names of this page.
#
# Being wrong here is worth more than being right: you have found a rule that you didn't know.

# %% [markdown]
# ## 2 · Functions: a recipe with a name
#
# `def` defines a **function**: steps that wait until they are called. In brackets stand its **parameters**, names for
# what it will be given. The steps are **indented**, moved in by four spaces (the Tab key does it); the indentation
# *is* what makes them part of the function. `return` hands a value back and ends the function.
#
# Defining runs nothing. Calling does.

# %%
def hours(minutes):
    return minutes / 60


hours(1272)

# %% [markdown]
# From now on you will also see this longer form. `: int` and `-> float` are notes for the reader: "takes a whole
# number, gives a number with a fraction". Python ignores them. The text in triple quotes, the **docstring**, says
# what comes back.

# %%
def speed(miles: int, minutes: int) -> float:
    """Return the speed in miles per hour."""
    return miles / (minutes / 60)


speed(100, 30)

# %% [markdown]
# ### Mistake: print or return
#
# `print` shows a value to *you*. `return` hands it to the *program*. As the last line of a cell, `show_hours(90)` and
# `hours(90)` would both put 1.5 on the screen, so this is the commonest mistake of all. A function without `return`
# hands back `None`, Python's word for "no value".
#
# In the next cell, too, one of the calls shows 1.5. But look at what each of them gave to the program.

# %%
def show_hours(minutes):
    print(minutes / 60)


shown = show_hours(90)
returned = hours(90)
assert shown is None and returned == 1.5  # quoted: 1.5
print("show_hours gave", shown, "and hours gave", returned)

# %% [markdown]
# ### Several steps
#
# A function may take several steps, one on each line. Here `//` and `%` cut a length of time apart, each part gets a
# name, and the last line puts them together. The names `whole` and `rest` belong to the function: they are made at each
# call and are gone after it.

# %%
def as_hours(minutes: int) -> str:
    """Return a length of time as text, such as "5 h 17 min"."""
    whole = minutes // 60
    rest = minutes % 60
    return str(whole) + " h " + str(rest) + " min"


assert as_hours(317) == "5 h 17 min"
as_hours(1272)

# %% [markdown]
# The timetable writes times as one number: `517` is 5:17 in the morning, `1605` is 16:05. So from 15:55 to 16:10 is
# 15 minutes, but `1610 - 1555` says 55. To calculate with times, count **minutes since midnight** instead:
# 5:17 is five hours and 17 minutes, so 317.
#
# `//` and `%` cut such a number apart: `1610 // 100` takes its last two digits away, `1610 % 100` keeps only them.
#
# If Python shows an error while you try, read its *last* line. Section 3 explains the rest.

# %%
print(1610 - 1555, 1610 // 100, 1610 % 100)
assert (1610 - 1555, 16 * 60 + 10 - (15 * 60 + 55), 5 * 60 + 17) == (55, 15, 317)  # quoted: 55, 15 and 317

# %% [markdown]
# Write `clock_minutes(hhmm)`. It is given a time as the timetable writes it, a whole number from 0 to 2400, and
# returns the minutes since midnight, a whole number. 2400 is midnight at the *end* of the day: 1440 minutes.
#
# *Example:* `clock_minutes(517)` is `317`, and `clock_minutes(45)`, a quarter to one at night, is `45`.
#
# <details><summary>Hint 1: two parts</summary>
#
# In 517 the 5 is hours and the 17 is minutes. Which two operators gave you 16 and 10 out of 1610?
#
# </details>
# <details><summary>Hint 2: put them together</summary>
#
# How many minutes are 5 hours? Add the 17. Give each part a name, as `as_hours` does.
#
# </details>
# <details><summary>Hint 3: nearly there</summary>
#
# The last line is `return` followed by hours times 60 plus minutes. If the check says that it got None, look for a
# `print` where `return` should be.
#
# </details>

# %% solution="clock_minutes" kind="build" title="Minutes since midnight" minutes=20 objective=2
def clock_minutes(hhmm: int) -> int:
    """Return the minutes since midnight of a time written hhmm: 517 is 5:17, so 317."""
    return hhmm // 100 * 60 + hhmm % 100

# %% test="clock_minutes" points=2
expect.function(clock_minutes, "hhmm")
expect.that(expect.call(clock_minutes, 517) is not None, "`clock_minutes(517)` gave None: a function without `return` hands "
            "nothing back, whatever it shows on the screen. `return` is missing, or stands outside the function: are all its "
            "lines indented?", hint=3)
expect.equal(expect.call(clock_minutes, 517), 317, because="5:17 is five hours of 60 minutes, and 17", hint=2)
expect.equal(expect.call(clock_minutes, 45), 45, because="0:45 is no hour and 45 minutes", hint=1)
expect.equal(expect.call(clock_minutes, 2400), 1440, because="2400 is how the timetable writes the end of the day: 24 hours")
### BEGIN HIDDEN TESTS
for _time, _minutes, _why in ((0, 0, "midnight is the start"), (100, 60, "1:00 is one hour: 60 minutes, not 100"),
                              (5, 5, "0:05 is no hour and 5 minutes: a time may have a single digit"),
                              (1000, 600, "10:00 is 10 hours of 60 minutes"),
                              (1610, 970, "16:10 is 16 hours of 60 minutes, and 10"),
                              (1555, 955, "15:55 is 15 hours of 60 minutes, and 55"),
                              (2359, 1439, "one minute before the day ends")):
    expect.equal(expect.call(clock_minutes, _time), _minutes, because=f"clock_minutes({_time}): {_why}", hint=1)
_random = expect.rng("clock_minutes")
for _hour in range(24):
    for _minute in (0, 1 + _hour % 9, int(_random.integers(10, 59)), 59):
        expect.equal(expect.call(clock_minutes, int(f"{_hour}{_minute:02d}")), _hour * 60 + _minute,
                     because=f"{_hour}:{_minute:02d} is {_hour} hours of 60 minutes, and {_minute}")
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · When Python complains
#
# An error message is help, not a verdict. Here is one, as a notebook shows it. Read it **from the last line up**:
#
# ```
# ---------------------------------------------------------------------------
# NameError                                 Traceback (most recent call last)
# Cell In[7], line 4
#       1 def share(late, arrived):
#       2     return late / arived
#       3
# ----> 4 share(58, 112)
#
# Cell In[7], line 2, in share(late, arrived)
#       1 def share(late, arrived):
# ----> 2     return late / arived
#
# NameError: name 'arived' is not defined
# ```

# %% [markdown]
# * **Last line:** the *kind* of error, then the reason. Half of all errors are mended from this line alone.
# * **The arrow above it:** the line where Python stopped, and the function it was in.
# * **The arrow above that:** the line that called this function. And so on, up to the line you ran.
#
# This whole message is a **traceback**. Where Python *stopped* and where the *mistake* is are often two places:
# Python stops when it can't go on, and the wrong value may have been made long before.
#
# `complaint`, the helper from the set-up, runs a small program that fails and returns the last line of its message.
# Triple quotes hold a text of several lines.

# %%
assert complaint("print(arived)") == "NameError: name 'arived' is not defined"
complaint("""
delay = 15
print('late by ' + delay)
""")

# %% [markdown]
# That was `TypeError`: two values of kinds that don't go together, here text + number. These are the errors you will
# meet this week:
#
# | Kind | Usually means |
# |---|---|
# | `SyntaxError` | a bracket, a quote or a colon is missing, often at the end of the line *above* the one shown |
# | `IndentationError` | the spaces at the start of a line don't fit |
# | `NameError` | misspelt, quotes forgotten, the cell that makes the name hasn't run, or a line of a function isn't indented |
# | `UnboundLocalError` | in a function, a name is used before it has a value: a counter never began |
# | `TypeError` | text + number, or something is `None` |
# | `ValueError` | the kind is right, the value is not: `int("15 min")` |
# | `IndexError` | a place beyond the end of a list |
# | `ZeroDivisionError` | the lower number was 0 |

# %%
print(complaint("print(UA)"))
print(complaint("print(3 / 0)"))
print(complaint("print(3 + None)"))
print(complaint("""
def hours(minutes):
return minutes / 60
"""))

# %% [markdown]
# A `SyntaxError` looks a little different. Python reads the whole cell before it runs any of it. If there is something it
# cannot read, **nothing has run**: there is no arrow and no call. In their place `^` points to where Python noticed:
#
# ```
#   Cell In[8], line 1
#     def hours(minutes)
#                       ^
# SyntaxError: expected ':'
# ```

# %% [markdown]
# Read. The program below ran in one cell and ended in the traceback under it. Give the *kind* of error as text, and
# three line numbers: where Python **stopped**, which line **called** the function it stopped in, and which one line
# you must **mend** so that line 9 gives 53.
#
# ```
# 1  def minutes(text):
# 2      print(int(text))
# 3
# 4  def total(first, second):
# 5      return first + second
# 6
# 7  morning = minutes("33")
# 8  evening = minutes("20")
# 9  total(morning, evening)
# ```
#
# ```
# TypeError                                 Traceback (most recent call last)
# Cell In[5], line 9
#       6
#       7 morning = minutes("33")
#       8 evening = minutes("20")
# ----> 9 total(morning, evening)
#
# Cell In[5], line 5, in total(first, second)
#       4 def total(first, second):
# ----> 5     return first + second
#
# TypeError: unsupported operand type(s) for +: 'NoneType' and 'NoneType'
# ```
#
# <details><summary>Hint 1: from the last line up</summary>
#
# The very last line begins with the kind. For "stopped" and "called", look for the arrows `---->`, and read the three
# points under this section's first traceback again.
#
# </details>
# <details><summary>Hint 2: what were the values?</summary>
#
# The last line says that *both* sides of `+` were `None`. `first` is what `morning` was. Which function made `morning`?
#
# </details>
# <details><summary>Hint 3: follow one value</summary>
#
# `minutes("33")` shows 33 on the screen. What does it hand back? The section "print or return" has its twin.
#
# </details>

# %% solution="traceback_read" kind="read" title="The detective's first case" minutes=10 objective=4
traceback_read = {
    "kind": "TypeError",
    "stopped": 5,
    "called": 9,
    "mend": 2,
}

# %% test="traceback_read" points=2
expect.filled(traceback_read, keys={"kind": str, "stopped": int, "called": int, "mend": int})
expect.choice(traceback_read["kind"], ["SyntaxError", "IndentationError", "NameError", "UnboundLocalError",
                                       "TypeError", "ValueError", "IndexError", "ZeroDivisionError"], what="kind")
for _key in ["stopped", "called", "mend"]:
    expect.that(1 <= traceback_read[_key] <= 9, f"{_key}: the program has the lines 1 to 9.")
### BEGIN HIDDEN TESTS
_lines = ["def minutes(text):", "    print(int(text))", "", "def total(first, second):", "    return first + second", "",
          'morning = minutes("33")', 'evening = minutes("20")', "result = total(morning, evening)"]
_names = {"print": lambda *values: None}
try:
    exec(compile("\n".join(_lines), "<program>", "exec"), _names)
except TypeError as _error:
    _stops, _step = [], _error.__traceback__.tb_next
    while _step is not None:
        _stops.append(_step.tb_lineno)
        _step = _step.tb_next
expect.that(traceback_read["kind"] == "TypeError", "kind: the first word of the very last line says it.", hint=1)
expect.that(traceback_read["stopped"] != 9, "stopped: line 9 began it, but Python went into a function from there. "
                                            "The lowest arrow is where it stopped.", hint=1)
expect.that(traceback_read["stopped"] == _stops[-1], f"stopped: not line {traceback_read['stopped']}. The lowest arrow "
                                                     "points to the line where Python could not go on.", hint=1)
expect.that(traceback_read["called"] != 4, "called: line 4 defines the function. Defining runs nothing: which line "
                                           "calls it?", hint=1)
expect.that(traceback_read["called"] == _stops[0], f"called: not line {traceback_read['called']}. One arrow above the "
                                                   "lowest points to the line that called it.", hint=1)
expect.that(traceback_read["mend"] != 5, "mend: line 5 adds what it is given, and that is right. It was given None "
                                         "twice: where does the None come from?", hint=2)
expect.that(traceback_read["mend"] not in (7, 8), "mend: the call is right, and changing one of these two lines would "
                                                  "leave the other. Both get None from the same place.", hint=3)
_mended = {}
exec("\n".join(_lines).replace("print(int(text))", "return int(text)"), _mended)
expect.that(traceback_read["mend"] == 2 and _mended["result"] == 53,
            f"mend: changing line {traceback_read['mend']} leaves `morning` None. Which line should have handed a value "
            "back?", hint=3)
### END HIDDEN TESTS

# %% [markdown]
# Answers written down? Then mend it. Copy the program into a new cell (**+**), change the one line you chose, and run
# it. Does the last line give 53 now? If it still ends in an error, mend another line, or delete the cell.
#
# ```python
# def minutes(text):
#     print(int(text))
#
# def total(first, second):
#     return first + second
#
# morning = minutes("33")
# evening = minutes("20")
# total(morning, evening)
# ```

# %% [markdown]
# ## 4 · Conditions
#
# A **comparison** is a question; its answer is `True` or `False`.
#
# | | |
# |---|---|
# | `a > b`, `a < b` | more than, less than |
# | `a >= b`, `a <= b` | at least, at most |
# | `a == b`, `a != b` | equal, not equal |
# | `a is None` | is there no value? |
#
# `and` wants both sides true, `or` at least one. `not` makes False of True, and True of False. **One** `=` gives a name,
# **two** ask; the last line below shows the error when one stands where two should.
#
# Texts can be compared too. Capitals count: `"EV"` and `"ev"` differ. `<` and `>` go by the order of a dictionary,
# character by character: `"b"` comes after `"abc"`.

# %%
delay = 15
print(delay > 15, delay >= 15, delay == 15)
print(delay > 0 and delay < 10, delay is None)
print("EV" == "ev", "b" > "abc")
complaint("if delay = 15: print('late')")

# %% [markdown]
# `if` runs its indented lines only when the condition is true. `elif` ("else, if") is asked only when everything
# above it was false. `else` runs when nothing above was true. Each of them, with its lines, is a **branch**, and
# **exactly one branch runs: the first that is true.** So order matters. The colon at the end of the line is part of it.

# %%
def flight_length(miles: int) -> str:
    """Return a word for the length of a flight."""
    if miles < 500:
        word = "short"
    elif miles < 2000:
        word = "medium"
    else:
        word = "long"
    return word


print(flight_length(187), flight_length(500), flight_length(2475))

# %% [markdown]
# In this function `"medium"` begins at exactly 500, since 500 is not less than 500. If you write a condition, you decide
# what happens **on the border**, whether you think of it or not. In this course a flight is
#
# * **early** when its delay is below 0,
# * **on time** when it is 0 to 15 minutes,
# * **late** when it is *more* than 15. So 15 itself is not late.

# %% [markdown]
# **Figure 2.** Bars: January's flights by delay on arrival, in steps of 8 minutes. Early flights are blue, those on time
# grey, late ones orange. What to see: there is no gap at the borders. Nature did not draw them, we did. With our border,
# 22.7% of the flights that arrived are late; if 15 were late too, it would be 23.5%.
#
# (The picture ends at 128 minutes. 541 flights lie beyond its right edge; the percentages count them.)

# %%
known = [delay for carrier, delay in january if delay is not None]
late_in_january = [delay for delay in known if delay > 15]
figure, ax = plt.subplots(figsize=(7.2, 3.4))
counts, edges, bars = ax.hist(known, bins=range(-64, 129, 8))
for bar in bars:
    bar.set_color("#0072B2" if bar.get_x() < 0 else "#BBBBBB" if bar.get_x() < 16 else "#E69F00")
ax.text(-60, 2600, "early", color="#0072B2")
ax.annotate("on time", (8, 2700), (24, 3300), color="#555555", arrowprops={"arrowstyle": "-", "color": "#555555"})
ax.text(40, 1300, "late: more than 15 minutes", color="#9A6700")
ax.set(xlabel="delay on arrival (minutes)", ylabel="flights in January", title="Where does late begin?")
plt.show()
assert f"{len(late_in_january) / len(known):.1%}" == "22.7%"  # quoted: 22.7%
assert f"{(len(late_in_january) + known.count(15)) / len(known):.1%}" == "23.5%"  # quoted: 23.5%
assert len([delay for delay in known if delay > 128]) == 541  # quoted: 541

# %% [markdown]
# ### No value is not zero
#
# Some flights never arrived: cancelled, or landed elsewhere. Their delay is `None`. A flight that arrived to the minute
# has the delay 0. Ask for `None` **first**: a comparison such as `None > 15` is a `TypeError`.
#
# And ask with `is None`. A bare `if delay:` looks elegant and is wrong here: it treats 0 like no value. (In the first
# line of a function, `int | None` means: a whole number, or no value.)
#
# ### Filling in names
#
# An f before a string fills in names: in `f"{carrier}"`, `{carrier}` is replaced by what `carrier` holds. A calculation
# may stand there too: `{delay * 2}`.

# %%
carrier = "UA"
delay = None
if delay is None:
    print(f"{carrier} never arrived")
carrier = "DL"
delay = 0
if delay:
    print("you will not see this line")
print(f"{carrier} was {delay} minutes late")
assert complaint("None > 15").startswith("TypeError")

# %% [markdown]
# Write `arrival_text(carrier, delay)`, the sentence on the passenger's screen. `carrier` is a text, `delay` a whole
# number of minutes or `None`. Return one of four: `"UA never arrived"` (no value), `"UA is 12 minutes early"` (below 0),
# `"UA is on time"` (0 to 15), `"UA is 40 minutes late"` (more than 15), with the carrier and minutes it is given.
#
# *Example:* `arrival_text("DL", -25)` is `"DL is 25 minutes early"`.
#
# <details><summary>Hint 1: in which order?</summary>
#
# Four cases, one `if`, then `elif`, `elif`, `else`. Which question must come first, because the others fail without it?
#
# </details>
# <details><summary>Hint 2: making the text</summary>
#
# An f-string, as in the cell above. Nobody is "-25 minutes early": `-delay` turns the sign round. Put `-delay` inside the
# curly brackets.
#
# </details>
# <details><summary>Hint 3: the border</summary>
#
# Try 15 and 16 yourself: `arrival_text("UA", 15)` in a new cell (**+**). Then 0, and -1.
#
# </details>

# %% solution="arrival_text" kind="build" title="The passenger's screen" minutes=30 objective=2
def arrival_text(carrier: str, delay: int | None) -> str:
    """Return the sentence for the screen; delay is in minutes, None when the flight never arrived."""
    if delay is None:
        text = f"{carrier} never arrived"
    elif delay < 0:
        text = f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        text = f"{carrier} is on time"
    else:
        text = f"{carrier} is {delay} minutes late"
    return text

# %% test="arrival_text" points=2
expect.function(arrival_text, "carrier, delay")
expect.that(expect.call(arrival_text, "UA", 40) is not None, '`arrival_text("UA", 40)` gave None: a function without '
            "`return` hands nothing back, whatever it shows on the screen. Does 40 reach a `return`?")
expect.equal(expect.call(arrival_text, "UA", 40), "UA is 40 minutes late",
             because="40 is more than 15, so late. If only the letters differ: single spaces, no full stop, an f before "
                     "the quotes", hint=2)
expect.equal(expect.call(arrival_text, "DL", -25), "DL is 25 minutes early",
             because="a delay below 0 is early, and the screen shows the minutes without the minus, and the "
                     "carrier it is given", hint=2)
expect.equal(expect.call(arrival_text, "UA", None), "UA never arrived", because="None means that there is no value",
             hint=1)
expect.equal(expect.call(arrival_text, "UA", 5), "UA is on time", because="on time is everything from 0 to 15", hint=1)
expect.equal(expect.call(arrival_text, "UA", 0), "UA is on time",
             because="a flight with the delay 0 has arrived, and on time; a bare `if delay:` or `not delay` mixes it up with "
                     "None", hint=3)
### BEGIN HIDDEN TESTS
expect.equal(expect.call(arrival_text, "UA", 15), "UA is on time", because="late is more than 15, and 15 is not", hint=3)
expect.equal(expect.call(arrival_text, "UA", 16), "UA is 16 minutes late", because="16 is more than 15", hint=3)
for _minutes in range(16):
    _code = ["UA", "DL", "9E"][_minutes % 3]
    expect.equal(expect.call(arrival_text, _code, _minutes), f"{_code} is on time",
                 because=f'arrival_text("{_code}", {_minutes}): on time is everything from 0 to 15, for every carrier')
expect.equal(expect.call(arrival_text, "B6", None), "B6 never arrived",
             because="the screen names the carrier it is given, also when there is no delay to show", hint=2)
for _minutes in (17, 29, 30, 100, 149, 1272):
    expect.equal(expect.call(arrival_text, "WN", _minutes), f"WN is {_minutes} minutes late",
                 because=f"{_minutes} is more than 15: compare the delay itself, as a number, and show it as it is")
expect.equal(expect.call(arrival_text, "B6", -1), "B6 is 1 minutes early",
             because="one minute below 0 is already early (the screen doesn't mind its grammar)", hint=3)
_random = expect.rng("arrival_text")
for _ in range(12):
    _code, _minutes = str(_random.choice(["AA", "EV", "9E", "WN"])), int(_random.integers(-90, 200))
    _want = [f"{_code} is {abs(_minutes)} minutes early", f"{_code} is on time", f"{_code} is {_minutes} minutes late"]
    expect.equal(expect.call(arrival_text, _code, _minutes), _want[(_minutes > -1) + (_minutes > 15)],
                 because=f'arrival_text("{_code}", {_minutes}): below 0 early, 0 to 15 on time, above late')
### END HIDDEN TESTS

# %% [markdown]
# ### Three colleagues
#
# Three people wrote a function for "more than 15 minutes late". All three work for 40 and for -5, so all three were
# put to use. Each is wrong for some other delay. (`bool` in the first line of each means: True or False.)

# %%
def late_a(delay: int) -> bool:
    return delay >= 15


def late_b(delay: int) -> bool:
    return delay // 15 > 1


def late_c(delay: int) -> bool:
    return str(delay) > "15"


print(late_a(40), late_b(40), late_c(40), late_a(-5), late_b(-5), late_c(-5))

# %% [markdown]
# Break it. For each of the three, give one delay, a whole number, for which its answer is **wrong**: it says late
# and the delay isn't more than 15, or the other way round. Think first; then try your idea in a new cell (**+**).
#
# *Form:* `{"late_a": 40, "late_b": 40, "late_c": 40}`, but 40 breaks none of them.
#
# <details><summary>Hint 1: where do bugs live?</summary>
#
# On borders. Ask each function about 14, 15, 16 and 17 before anything else.
#
# </details>
# <details><summary>Hint 2: late_b</summary>
#
# `//` makes steps: for many delays in a row `delay // 15` is the same number. At which delay does it become 1, at which
# 2? So from which delay on does `late_b` say late?
#
# </details>
# <details><summary>Hint 3: late_c</summary>
#
# `str` makes a text of the delay, and section 4 says how texts are ordered: the *first* characters are compared, and
# only if they are equal the second. Does it matter then how long a text is?
#
# </details>

# %% solution="wrong_for" kind="break" title="Break three functions" minutes=15 objective=2
wrong_for = {
    "late_a": 15,
    "late_b": 20,
    "late_c": 100,
}

# %% test="wrong_for" points=2
expect.filled(wrong_for, keys={"late_a": int, "late_b": int, "late_c": int})
for _key in ["late_a", "late_b", "late_c"]:
    expect.that(wrong_for[_key] != 40, f"{_key}: 40 breaks none of the three, as the task says. Find another delay.")
    expect.that(abs(wrong_for[_key]) < 10_000, f"{_key}: no flight is {wrong_for[_key]} minutes late. Take a delay of "
                                               "less than 10,000 minutes.")
### BEGIN HIDDEN TESTS
_given = {"late_a": lambda delay: delay >= 15, "late_b": lambda delay: delay // 15 > 1,
          "late_c": lambda delay: str(delay) > "15"}
_look = {"late_a": 1, "late_b": 2, "late_c": 3}
for _key, _late in _given.items():
    _delay = wrong_for[_key]
    expect.that(_late(_delay) != (_delay > 15),
                f"{_key}({_delay}) says {_late(_delay)}, and that is right: {_delay} is "
                f"{'' if _delay > 15 else 'not '}more than 15. Find a delay for which {_key} is wrong.", hint=_look[_key])
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Lists and loops
#
# A **list** holds many values in order, in square brackets. `len` counts them. A value is fetched by its **index**,
# its distance from the start: the first has index **0**, and the last has index `len(delays) - 1`.
#
# These are the first six delays of 2013. The last line asks for a seventh.

# %%
delays = [11, 20, 33, -18, -25, 12]
assert delays == [delay for carrier, delay in first_day[:6]]
print(len(delays), delays[0], delays[5])
print(complaint("print([11, 20, 33, -18, -25, 12][6])"))

# %% [markdown]
# `for` runs its indented lines once for every value; each time, the name after `for` holds the next value. To count or
# to add up, begin at 0 **before** the loop, change it **inside**, look at it **after**. Indentation decides which is
# which. `late = late + 1` is read from right to left: take what `late` holds, add 1, call the result `late` again
# (`late += 1` is short for it).

# %%
late = 0
for delay in delays:
    if delay > 15:
        late = late + 1
print(late, "of", len(delays), "were late")
assert late == 2

# %% [markdown]
# Sometimes you need the index itself. `range(6)` counts 0, 1, 2, 3, 4, 5: six numbers, and 6 is not among them.
# `range(1, 6)` begins at 1. So `range(len(delays))` gives every index of a list, no more and no less.
#
# **Figure 3.** The six delays in boxes, each with its index above; below them three bars show which boxes three loops
# visit. What to see: only the first bar covers the list. The others are **off by one**: no error, a wrong answer.

# %%
figure, ax = plt.subplots(figsize=(7.2, 3.2))
for index, delay in enumerate(delays):
    ax.add_patch(plt.Rectangle((index, 2), 0.94, 0.8, color="#DDDDDD"))
    ax.text(index + 0.47, 2.4, str(delay), ha="center", va="center")
    ax.text(index + 0.47, 2.98, str(index), ha="center", color="#0072B2")
loops = [("range(len(delays))", 0, 6, "#0072B2"), ("range(1, len(delays))", 1, 6, "#D55E00"),
         ("range(len(delays) - 1)", 0, 5, "#D55E00")]
for row, (text, start, stop, colour) in enumerate(loops):
    ax.plot([start + 0.05, stop - 0.1], [1.5 - 0.6 * row] * 2, linewidth=8, color=colour, solid_capstyle="butt")
    ax.text(6.2, 1.5 - 0.6 * row, text, va="center", family="monospace", fontsize=10)
ax.text(6.2, 2.98, "index", color="#0072B2")
ax.text(6.2, 2.4, "delay (minutes)", va="center")
ax.set(xlim=(0, 9.3), ylim=(0, 3.3), title="A list counts from 0")
ax.set_axis_off()
plt.show()

# %% [markdown]
# ### Mistakes: loops that run and lie
#
# Off by one is the first of three mistakes whose symptom is a number, not an error. So ask every loop three things:
#
# * Which values does it **visit**: the first, and the last?
# * Where does the counter **begin**? A line inside the loop runs again at every turn.
# * Where does `return` **stand**? It ends the function at once, loop or no loop.

# %% [markdown]
# Predict first. What are `total`, `count` and `answer` in the end, and which is the last value that `i` takes in the first
# loop? For `delays[len(delays)]` write a number, or the kind of error as text.
#
# ```python
# delays = [20, -5, 40, 15]
#
# total = 0
# for i in range(1, len(delays)):
#     total = total + delays[i]
#
# for delay in delays:
#     count = 0
#     if delay > 15:
#         count = count + 1
#
# def late_flights(delays):
#     late = 0
#     for delay in delays:
#         if delay > 15:
#             late = late + 1
#         return late
#
# answer = late_flights(delays)
# ```
#
# <details><summary>Hint 1: be the computer</summary>
#
# Take paper. One column for every name, one line for every turn of the loop. Write what each holds.
#
# </details>
# <details><summary>Hint 2: the range</summary>
#
# There are four delays, so the range is `range(1, 4)`. Figure 3 shows what that visits.
#
# </details>
# <details><summary>Hint 3: indentation</summary>
#
# Which lines are inside the loop? How many times does `count = 0` run? What does `return` do to a loop it stands in?
#
# </details>

# %% solution="loop_results" kind="predict" title="Be the computer" minutes=12 objective=3
loop_results = {
    "total": 50,
    "last i": 3,
    "count": 0,
    "answer": 1,
    "delays[len(delays)]": "IndexError",
}

# %% test="loop_results" points=2
expect.filled(loop_results, keys={"total": float, "last i": int, "count": int, "answer": (int, type(None)),
                                  "delays[len(delays)]": (float, str)})
expect.that(not isinstance(loop_results["delays[len(delays)]"], str) or loop_results["delays[len(delays)]"] in [
    "SyntaxError", "IndentationError", "NameError", "UnboundLocalError", "TypeError", "ValueError", "IndexError",
    "ZeroDivisionError"], "delays[len(delays)]: in quotes only a kind of error can be right, spelt as in the table of "
                          "section 3. A number has no quotes.")
### BEGIN HIDDEN TESTS
_delays = [20, -5, 40, 15]
_truth = {"total": sum(_delays[1:]), "last i": len(_delays) - 1, "count": int(_delays[-1] > 15),
          "answer": int(_delays[0] > 15), "delays[len(delays)]": "IndexError"}
_traps = {
    ("total", 70): "total: you have added all four. The range begins at 1: which delay is never visited?",
    ("total", 55): "total: you have left out the last delay, and the range leaves out the first.",
    ("total", 35): "total: `range(1, 4)` ends before 4, so index 3 is in it.",
    ("total", 95): "total: early flights count with their minus: -5 makes the sum smaller.",
    ("last i", 4): "last i: a range ends *before* its second number. Four delays have the indexes 0 to 3.",
    ("last i", 15): "last i: that is the delay at that place. `i` is the place itself, a number from the range.",
    ("count", 2): "count: two are late, but `count = 0` stands inside the loop and runs again at every turn.",
    ("count", 1): "count: at the last turn `count` is set to 0 again, and then 15 is compared with 15.",
    ("answer", 2): "answer: two are late, but `return` stands inside the loop: it ends the function at the first turn.",
    ("answer", 0): "answer: the first delay is 20. That is counted before `return` is reached.",
    ("answer", None): "answer: there is a `return`, and it is reached. At which turn, and what does `late` hold then?",
    ("delays[len(delays)]", 15): "delays[len(delays)]: the last delay has the index `len(delays) - 1`. This is one further.",
    ("delays[len(delays)]", 4): "delays[len(delays)]: 4 is the length. The brackets then fetch the value at place 4.",
    ("delays[len(delays)]", 20): "delays[len(delays)]: Python's lists are not circles. There is no place 4.",
}
_look = {"total": 2, "last i": 2, "count": 3, "answer": 3, "delays[len(delays)]": 1}
for _key, _want in _truth.items():
    _said = loop_results[_key]
    expect.that(isinstance(_said, str) == isinstance(_want, str) and _said == _want,
                _traps.get((_key, _said), f"{_key}: not {_said!r}. Go turn by turn, on paper."), hint=_look[_key])
### END HIDDEN TESTS

# %% [markdown]
# Answers written down? Then copy the whole program into a new cell (**+**), from `delays = …` to its end, add
# the line `[total, i, count, answer]`, and run it. Try `delays[len(delays)]` in another cell, then delete that cell
# (right-click it, *Delete Cells*).
#
# ### The share that is always zero
#
# A colleague's function should return the share of **punctual** flights: early or on time, so 15 minutes late at most.
# Every list so far gave 0, and the airline is not amused. 4 of our 6 delays are punctual.
#
# A good first step: call it on a list so small that you know the answer. One flight. Then two.

# %%
delays = [11, 20, 33, -18, -25, 12]


def colleagues_share(delays):
    punctual = 0
    for i in range(len(delays) - 1):
        if delays[i] < 15:
            punctual = punctual + 1
    return punctual // len(delays)


print(colleagues_share(delays), colleagues_share([0]), colleagues_share([0, 0]))
assert sum(delay <= 15 for delay in delays) == 4

# %% [markdown]
# Find the bugs and mend them. `punctual_share(delays)` should return the share, from 0 to 1, of delays of **at most 15**
# minutes, early ones included. `delays` is a list of whole numbers, at least one, and no `None`. There are **three** bugs.
#
# *Example:* `punctual_share([0, 15, 40, 40])` is `0.5`.
#
# <details><summary>Hint 1: the smallest list</summary>
#
# For `[0]` the loop runs over `range(len([0]) - 1)`. Which numbers are those?
#
# </details>
# <details><summary>Hint 2: the border</summary>
#
# "At most 15": is 15 in or out? And what does the condition say?
#
# </details>
# <details><summary>Hint 3: the zero</summary>
#
# A share lies between 0 and 1. Which of the three divisions can give something in between?
#
# </details>

# %% solution="punctual_share" kind="bug" title="The share that is always zero" minutes=12 objective=4
def punctual_share(delays: list) -> float:
    """Return the share (0 to 1) of delays of at most 15 minutes."""
    punctual = 0
    for i in range(len(delays)):
        if delays[i] <= 15:
            punctual = punctual + 1
    return punctual / len(delays)
### BEGIN STUB
# def punctual_share(delays: list) -> float:
#     """Return the share (0 to 1) of delays of at most 15 minutes."""
#     punctual = 0
#     for i in range(len(delays) - 1):
#         if delays[i] < 15:
#             punctual = punctual + 1
#     return punctual // len(delays)
### END STUB

# %% test="punctual_share" points=2
expect.function(punctual_share, "delays")
expect.close(expect.call(punctual_share, [40, 90]), 0.0, because="nobody is punctual here, so the share is 0")
expect.close(expect.call(punctual_share, [40, 0, 40, 40]), 0.25,
             because="one of the four is punctual: count all four, and take the division that can give a quarter", hint=3)
expect.close(expect.call(punctual_share, [0, 40, 40, 40, 40]), 0.2,
             because="the first flight counts too: does the loop visit the first place?", hint=1)
expect.close(expect.call(punctual_share, [0, 15, 40, 40]), 0.5,
             because="two of the four are at most 15: the first one, 0, and 15 itself", hint=2)
expect.close(expect.call(punctual_share, [0]), 1.0,
             because="one flight, and it is punctual: does the loop visit the only place there is?", hint=1)
expect.close(expect.call(punctual_share, [40, 40, 40, -5]), 0.25,
             because="the last flight counts too, and -5 is at most 15: an early flight is punctual")
### BEGIN HIDDEN TESTS
expect.close(expect.call(punctual_share, [40]), 0.0, because="one flight, and it is late")
expect.close(expect.call(punctual_share, [40, 40, 40, 0]), 0.25,
             because="the last flight counts too: does the loop visit the last place?", hint=1)
expect.close(expect.call(punctual_share, [-5, 40, 40]), 1 / 3, because="the first flight counts too", hint=1)
expect.close(expect.call(punctual_share, [16, 15, -30, 14]), 0.75, because="16 is out; 15, 14 and an early flight are in",
             hint=2)
expect.close(expect.call(punctual_share, [9, 100, 149, 1272]), 0.25, because="100, 149 and 1272 are more than 15, and 9 "
             "is less: compare numbers, not texts", hint=2)
_random = expect.rng("punctual_share")
for _ in range(8):
    _delays = [int(_d) for _d in _random.integers(-40, 60, int(_random.integers(1, 12)))]
    expect.close(expect.unchanged(punctual_share, list(_delays)), sum(_d < 16 for _d in _delays) / len(_delays),
                 because=f"delays of at most 15 over all delays, for {_delays}")
### END HIDDEN TESTS

# %% [markdown]
# ### Pairs
#
# A flight here is a **pair**, two values in round brackets: `("UA", 11)`. In a loop both parts can get a name at once:
# `for carrier, delay in first_day:`. Then conditions pick the flights you want.
#
# How many flights of EV arrived on 1 January? A flight without a delay did not arrive. (`is not None` asks the opposite
# of `is None`.)

# %%
arrived = 0
for carrier, delay in first_day:
    if carrier == "EV" and delay is not None:
        arrived = arrived + 1
print(arrived, "flights of EV arrived")
assert arrived == 112  # quoted: 112
assert len([1 for carrier, delay in first_day if carrier == "EV" and delay is not None and delay > 15]) == 58  # quoted: 58

# %% [markdown]
# `and` asks two questions in one line. They can also be asked one after the other: an `if` **inside** an `if`, indented
# further. The inner question is asked only when the answer to the outer one was yes.
#
# How many flights of EV did *not* arrive that day? Look at the spaces before each line: they say what belongs to what.

# %%
missing = 0
for carrier, delay in first_day:
    if carrier == "EV":
        if delay is None:
            missing = missing + 1
print(missing, "flights of EV did not arrive")
assert missing == 4

# %% [markdown]
# Now put it all together. Write `carrier_share(flights, carrier)`: of this carrier's flights that **arrived**, the
# share more than 15 minutes late, from 0 to 1. `flights` is a list of pairs like `first_day`. If no flight of the
# carrier arrived, return `None` (no quotes): there is no share, and 0 would be praise.
#
# *Example:* for `[("UA", 40), ("EV", 99), ("UA", 15), ("UA", None)]` and `"UA"` it is `0.5`.
#
# <details><summary>Hint 1: two counters</summary>
#
# The first cell under "Pairs" counts arrivals of EV. You need a second counter for the late ones, in the same loop, and
# `carrier` in the place of `"EV"`. But `for carrier, delay in flights` would give the name `carrier`, which holds the
# airline you were asked for, to something else. Call the two parts `code, delay`.
#
# </details>
# <details><summary>Hint 2: three questions for each flight</summary>
#
# Is it this carrier? Did it arrive? Only then: is the delay more than 15? An `if` inside an `if`, as in the cell that
# counts the flights of EV that did not arrive. Each counter grows in the branch where you know enough.
#
# </details>
# <details><summary>Hint 3: after the loop</summary>
#
# Indented less than the loop's lines, and in this order: if the count of arrivals is 0, return None. Then return the
# count of late flights divided by the count of arrivals.
#
# </details>

# %% solution="carrier_share" kind="build" title="Late, out of those that arrived" minutes=45 objective=3
def carrier_share(flights: list, carrier: str) -> float | None:
    """Return the share (0 to 1) of the carrier's arrived flights more than 15 minutes late; None if none arrived."""
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% test="carrier_share" points=3
expect.function(carrier_share, "flights, carrier")
_few = [("UA", 40), ("EV", 99), ("UA", 15), ("UA", None)]
expect.close(expect.call(carrier_share, [("UA", 40), ("UA", 20), ("UA", 3), ("UA", 5)], "UA"), 0.5,
             because="two of UA's four are more than 15 minutes late. Do you go through `flights`, and compare with the "
                     "`carrier` you are given (not with \"EV\")? Do the counters begin before the loop, and does `return` "
                     "stand after it?", hint=1)
expect.close(expect.call(carrier_share, list(_few), "EV"), 1.0,
             because='EV has one flight here, 99 minutes late: use the carrier you are given (does the loop give its name to '
                     'something else?), and pass over the flights of UA', hint=1)
expect.close(expect.call(carrier_share, list(_few), "UA"), 0.5,
             because='of ("UA", 40), ("EV", 99), ("UA", 15), ("UA", None) two flights of UA arrived, one of them late: EV is '
                     'another airline, the flight with None never arrived, and 15 is not more than 15', hint=2)
expect.equal(expect.call(carrier_share, [("EV", 3), ("UA", None)], "UA"), None,
             because="UA's only flight never arrived: no share, not 0, and nothing to divide by", hint=3)
expect.close(expect.call(carrier_share, [("UA", 0), ("UA", 30), ("EV", 0)], "UA"), 0.5,
             because="a flight with the delay 0 has arrived, on time; a bare `if delay` throws it out with None", hint=2)
expect.close(expect.call(carrier_share, [("UA", 3)], "UA"), 0.0,
             because="one flight arrived and none was late: the share is 0, which is not None", hint=3)
### BEGIN HIDDEN TESTS
expect.equal(expect.call(carrier_share, list(_few), "DL"), None, because="DL has no flight here: no share, not 0", hint=3)
expect.equal(expect.call(carrier_share, [], "UA"), None, because="no flights at all: nothing to divide by", hint=3)
expect.equal(expect.call(carrier_share, [("UA", None), ("EV", 3)], "UA"), None,
             because="UA's only flight never arrived: no share", hint=3)
expect.close(expect.call(carrier_share, [("UA", None), ("UA", 15), ("EV", 90)], "UA"), 0.0,
             because="one flight of UA arrived, and 15 minutes are not late: a share of 0", hint=3)
expect.close(expect.call(carrier_share, [("EV", 90), ("UA", 20)], "UA"), 1.0,
             because="the first flight is another airline's: go on to the next, don't stop", hint=2)
expect.close(expect.call(carrier_share, [("UA", 90), ("UA", -20), ("UA", -3), ("EV", 90)], "UA"), 1 / 3,
             because="an early flight has arrived, and is not late; the share is late over arrived", hint=2)
expect.close(expect.call(carrier_share, [("UA", 20), ("UA", 20), ("UA", 3)], "UA"), 2 / 3,
             because="two flights with the same delay are still two flights: two of three are late", hint=1)
expect.close(expect.call(carrier_share, [("UA", 9), ("UA", 100), ("UA", 1272)], "UA"), 2 / 3,
             because="100 and 1272 are more than 15, and 9 is less: compare numbers, not texts", hint=2)
expect.close(expect.call(carrier_share, [("US", 90), ("AA", 90), ("UA", 3)], "UA"), 0.0,
             because="US and AA are other airlines, though each shares a letter with UA: compare the whole code", hint=2)
_random = expect.rng("carrier_share")
for _ in range(6):
    _flights = [(str(_random.choice(["AA", "B6", "9E"])), int(_d) if _d > -30 else None)
                for _d in _random.integers(-45, 60, 40)] + [("AA", 16), ("B6", 15), ("9E", 0)]
    for _code in ("AA", "B6", "9E"):
        _known = [_d for _c, _d in _flights if _c == _code and _d is not None]
        expect.close(expect.unchanged(carrier_share, list(_flights), _code), len([_d for _d in _known if _d > 15]) / len(_known),
                     because=f"late flights of {_code} over its arrived flights, among 43 flights of three airlines")
### END HIDDEN TESTS

# %% [markdown]
# Try yours on real flights: add a cell with **+** in the toolbar and run `carrier_share(first_day, "EV")`. You know what
# must come out. Checks like that, against a number you already trust, cost nothing.

# %% [markdown]
# ## 6 · So which airline is late?
#
# A year is longer than a month, and there are 16 airlines. Before making a program do a big job, an engineer asks how
# big it is. Suppose Python makes ten million turns of a small loop in a second, which is about right today. So we
# count **turns**.
#
# First, who are the 16? Two new things. `in` and `not in` ask whether a list holds a value. `codes.append(carrier)` puts
# a value at the end of the list `codes`: a dot and a name after it call a function that belongs to the list.
# (`flight[0]` is the first part of a pair, counted from 0 as in a list.)

# %%
codes = []
for flight in january:
    carrier = flight[0]
    if carrier not in codes:
        codes.append(carrier)
assert len(codes) == 16  # quoted: 16
print(len(codes), "airlines:", codes)

# %% [markdown]
# Estimate with nothing but the numbers above: January had 27,004 flights, of 16 airlines. How many flights has a
# **year**? How many turns do 16 loops make, one over the whole year for each airline? How many if every flight is compared
# with **every** flight? Anything from two thirds of the true number to one and a half times it is right.
#
# *Form:* numbers, or expressions such as `31 * 842`. Write a million as `1_000_000`, without commas or points.
#
# <details><summary>Hint 1: a year</summary>
#
# Twelve months much like January. Nobody asks for the exact number.
#
# </details>
# <details><summary>Hint 2: loops for everybody</summary>
#
# Each of the 16 loops goes over all flights of the year, also those of the other airlines, to find its own. (A label is
# only text, you can't calculate with it: write the number again.)
#
# </details>
# <details><summary>Hint 3: a loop inside a loop</summary>
#
# For each of the flights, the inner loop makes one turn for each of the flights. That is a multiplication: the number
# times itself, `n * n` (in Python `^` does something else).
#
# </details>

# %% solution="loop_turns" kind="estimate" title="How big is the job?" minutes=8 objective=3
loop_turns = {
    "flights in a year": 12 * 27_004,
    "16 loops": 16 * 12 * 27_004,
    "every flight with every flight": 12 * 27_004 * 12 * 27_004,
}

# %% test="loop_turns" points=1
expect.filled(loop_turns, keys={"flights in a year": float, "16 loops": float, "every flight with every flight": float})
for _key in ["flights in a year", "16 loops", "every flight with every flight"]:
    expect.that(loop_turns[_key] > 27_004, f"{_key}: a year has more flights than January's 27,004, and a loop makes a turn "
                                           "for each. A point, as in 324.048, makes a fraction: write 324_048.")
### BEGIN HIDDEN TESTS
_flights = 336_776
for _key, _want, _factor, _why in (
        ("flights in a year", _flights, 1.5, "January is one month of twelve."),
        ("16 loops", 16 * _flights, 1.5, "Each of 16 loops goes over the flights of a whole year."),
        ("every flight with every flight", _flights ** 2, 2.5, "For each flight of the year, one turn for each flight of "
                                                               "the year: multiply the number by itself.")):
    _ratio = loop_turns[_key] / _want
    expect.that(1 / _factor <= _ratio <= _factor, f"{_key}: {loop_turns[_key]:,.0f} is more than {_factor} times too "
                f"{'large' if _ratio > 1 else 'small'}. {_why}", hint=1 if _factor == 1.5 and _want == _flights else
                2 if _factor == 1.5 else 3)
### END HIDDEN TESTS

# %% [markdown]
# Answers written down? The next cell loads the year and counts.

# %%
year = load("true")
print(len(year), 16 * len(year), len(year) * len(year))
assert len(year) == 336_776 and 16 * len(year) == 5_388_416  # quoted: 336,776 and 5,388,416
assert len(year) ** 2 // 10**9 == 113 and 3 < len(year) ** 2 / 10**7 / 3600 < 4  # quoted: 113

# %% [markdown]
# With ten million turns in a second, sixteen loops over 336,776 flights take half a second: 5,388,416 turns. Every flight
# with every flight makes 113 billion turns: more than three hours. Same data, same machine. What differs is how the
# loops stand inside each other.
#
# ### One loop for all airlines
#
# Better still is **one** loop that counts for every airline. It needs a *list* of counters, one for each. Three new pieces:
# `[0] * 3` makes a list of three zeros, `counts[1] = …` changes the value at place 1, and `index` says at which place
# a list holds a value.

# %%
counts = [0] * 3
counts[1] = counts[1] + 1
print(counts)
print(["UA", "AA", "B6"].index("AA"))

# %% [markdown]
# Put together: for each flight that arrived, find the place of its airline in `codes`, and add 1 at the same place of
# `counts`. The second function is its twin; only the condition differs.
#
# (`index` looks through the list from the front, so it hides a small loop. Lesson 12 has a tool that needn't search.)

# %%
def count_arrivals(flights: list) -> list:
    """Return how many flights of each airline arrived, in the order of codes."""
    counts = [0] * len(codes)
    for carrier, delay in flights:
        if delay is not None:
            place = codes.index(carrier)
            counts[place] = counts[place] + 1
    return counts


january_arrived = count_arrivals(january)
print(codes[0], january_arrived[0])

# %% [markdown]
# The twin, for late flights:

# %%
def count_late(flights: list) -> list:
    """Return how many flights of each airline were late, in the order of codes."""
    counts = [0] * len(codes)
    for carrier, delay in flights:
        if delay is not None and delay > 15:
            place = codes.index(carrier)
            counts[place] = counts[place] + 1
    return counts


january_late = count_late(january)
print(codes[0], january_late[0], "of", january_arrived[0])

# %% [markdown]
# **Figure 4.** One bar for each airline: the share of its arrivals in January that were more than 15 minutes late. The
# longest bar is at the top; the number of arrivals stands beside each. What to see: the winner is OO, with 100% of its
# flights late. And then how many flights that was.

# %%
order = sorted(range(len(codes)), key=lambda place: january_late[place] / january_arrived[place])
figure, ax = plt.subplots(figsize=(7.2, 4.6))
for row, place in enumerate(order):
    percent = 100 * january_late[place] / january_arrived[place]
    ax.barh(row, percent, color="#E69F00" if january_arrived[place] < 100 else "#0072B2")
    ax.text(percent + 1, row, f"of {january_arrived[place]:,}", va="center", fontsize=9)
ax.set_yticks(range(len(codes)), [codes[place] for place in order])
ax.grid(visible=False, axis="y")
ax.set(xlim=(0, 112), xlabel="late (% of arrivals in January)", ylabel="airline",
       title="Late in January (orange: fewer than 100 arrivals)")
plt.show()
place = codes.index("OO")
assert (january_arrived[place], january_late[place]) == (1, 1)  # quoted: 100% of one flight
assert sum(january_arrived[place] < 100 for place in order[-5:]) == 4  # quoted: four of the five

# %% [markdown]
# ### Mistake: the smallest always wins
#
# OO, SkyWest, made one flight, and it was late. "100% late" is true and worthless. Small groups give extreme shares, high
# or low, by luck alone: four of the five longest bars in Figure 4 are orange.
#
# How many flights are enough? We can watch it. EV has 3,964 arrivals in January, 40.2% late. Draw 10 of them at random
# and compute the share. Do that 40 times. Then with 40 flights, and with 400. (The next cell draws; run it, don't study
# it.)

# %%
ev = [delay > 15 for carrier, delay in january if carrier == "EV" and delay is not None]
assert len(ev) == 3964 and f"{sum(ev) / len(ev):.1%}" == "40.2%"  # quoted: 3,964 and 40.2%
draw = random.Random(2013)
samples = [[100 * sum(draw.sample(ev, size)) / size for _ in range(40)] for size in [10, 40, 400]]
spread = [max(shares) - min(shares) for shares in samples]
assert spread[0] > 50 and 20 < spread[1] < 40 and spread[2] < 15  # quoted: 50, 20, 15

# %% [markdown]
# **Figure 5.** Three columns of dots, each dot the late share in one random draw of EV's flights; a line marks 40.2%, the
# share of all of them. What to see: it is the *same airline* every time. With 10 flights the dots spread over more
# than 50 percentage points, with 40 still over more than 20, with 400 over less than 15.
#
# A rule of thumb: a share out of $n$ flights is easily off by $1/\sqrt{n}$. With 100 flights that is 10 percentage points.
# Lesson 33 shows why.

# %%
figure, ax = plt.subplots(figsize=(7.2, 3.6))
for column, shares in enumerate(samples):
    ax.plot([column + 0.012 * (turn - 20) for turn in range(40)], shares, "o", alpha=0.6, color="#0072B2")
ax.axhline(40.2, color="black", linestyle="--", linewidth=1)
ax.text(1.5, 41.5, "all 3,964 flights", ha="center", va="bottom", fontsize=9)
ax.set_xticks([0, 1, 2], ["10", "40", "400"])
ax.set(xlabel="flights in a draw", ylabel="late (% of the flights drawn)", ylim=(0, 100),
       title="Forty draws each: the same airline")
plt.show()

# %% [markdown]
# ### The largest so far
#
# To find the largest value, go through the list and remember the best you have met. Here two lists belong together:
# at each index stand an airline and its delay. Which airline was latest? `most` begins lower than any delay can be, so that
# the first one beats it.

# %%
airlines = ["UA", "AA", "B6"]
delays = [11, 33, -18]
latest = None
most = -1000
for i in range(len(delays)):
    if delays[i] > most:
        latest = airlines[i]
        most = delays[i]
print(latest, most)

# %% [markdown]
# ### How a rule is judged
#
# In the last exercise you choose a rule, and no single answer is right. So the hidden check (`workbook check 11` in the
# terminal) plays 300 months, with airlines from one flight to some thousands, and it *knows* how late each airline
# really is. Your rule sees the counts of one month and names an airline, or nobody. Then the hidden check compares: how
# late is that airline really, and how late is the latest of all? The check on this page cannot judge your number.
#
# Every rule has bad luck sometimes, and that is allowed for. A rule that trusts a handful of flights, or thinks hardly any
# airline large enough, is further off.

# %% [markdown]
# Decide. The alert may warn about **one** airline next month. `airline_to_name(codes, arrived, late)` gets three lists of
# equal length: at the same index an airline's code, its arrivals, its late arrivals. Return the code with the largest
# late share **among airlines with enough arrivals**. What is enough, you choose: three flights are never enough, 2,000
# always are. If no airline has enough, or if all three lists are empty, return `None`.
#
# *Example:* for `["OO", "EV"]`, `[1, 3964]` and `[1, 1593]` it is `"EV"`: one flight is not enough.
#
# <details><summary>Hint 1: choose a number</summary>
#
# In Figure 5, how many flights make you believe a share? But too strict is costly too: an airline with 400 flights a
# month has real passengers, and if nobody is ever enough, nobody is warned.
#
# </details>
# <details><summary>Hint 2: remember the best so far</summary>
#
# As in "The largest so far". Before the loop: `best = None` for the code and `best_share = -1` for its share. Walk over
# `range(len(codes))`. When an airline has enough arrivals and a share above `best_share`, both get new values.
#
# </details>
# <details><summary>Hint 3: nearly there</summary>
#
# Inside the loop: `if arrived[i] >= …:` then, indented, `share = late[i] / arrived[i]` and, below it, the comparison.
# `return best` comes after the loop, not in it.
#
# </details>

# %% solution="airline_to_name" kind="decide" title="Which airline do you name?" minutes=45 objective=5
def airline_to_name(codes: list, arrived: list, late: list) -> str | None:
    """Return the code of the airline with the largest late share among those with enough arrivals, or None."""
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% test="airline_to_name" points=3
expect.function(airline_to_name, "codes, arrived, late")
expect.equal(expect.call(airline_to_name, ["DL", "AA", "UA"], [9000, 7000, 8000], [3000, 2800, 1600]), "AA",
             because="all three have plenty of flights, and 2,800 of 7,000 is the largest share (DL has more late flights, "
                     "out of many more). Look at all three before you return", hint=2)
expect.equal(expect.call(airline_to_name, ["AS"], [2000], [2]), "AS",
             because="2,000 arrivals are enough, however few were late, and AS has no rival here. Is your border too high, or "
                     "set on late flights? Or does the loop miss the first place?", hint=1)
expect.equal(expect.call(airline_to_name, ["OO", "EV", "YV"], [1, 3964, 3], [1, 1593, 3]), "EV",
             because="one flight is not enough to name OO, whatever its share, nor are three to name YV; and a small airline "
                     "after EV must not make you forget EV", hint=1)
expect.equal(expect.call(airline_to_name, ["OO"], [1], [1]), None, because="nobody has enough flights here: name nobody",
             hint=2)
### BEGIN HIDDEN TESTS
expect.equal(expect.call(airline_to_name, ["EV", "OO"], [3964, 1], [1593, 1]), "EV",
             because="the order of the airlines must not matter", hint=1)
for _turn in range(3):
    _rows = [("AA", 2000, 800), ("DL", 5000, 1500), ("UA", 3000, 600)]
    _rows = _rows[_turn:] + _rows[:_turn]
    expect.equal(expect.call(airline_to_name, *(list(_column) for _column in zip(*_rows, strict=True))), "AA",
                 because="AA has the largest share wherever it stands: first, in the middle or last", hint=2)
expect.equal(expect.call(airline_to_name, ["AS"], [3000], [300]), "AS", because="a single airline with 3,000 flights has "
             "enough, and the largest share there is")
expect.equal(expect.call(airline_to_name, ["AS"], [3000], [0]), "AS", because="AS has enough flights, and 0 late of 3,000 is "
             "the largest share there is: does your search begin with a share below 0?", hint=2)
expect.equal(expect.call(airline_to_name, ["YV", "EV"], [0, 3964], [0, 1593]), "EV",
             because="an airline whose flights all failed has 0 arrivals: ask for enough before you divide", hint=3)
for _none in ([[], [], []], [["OO", "YV"], [2, 0], [2, 0]]):
    expect.equal(expect.call(airline_to_name, *_none), None, because="nobody has enough flights here: name nobody", hint=2)
expect.equal(expect.unchanged(airline_to_name, ["B6", "9E"], [4000, 2500], [900, 700]), "9E",
             because="700 of 2,500 is more than 900 of 4,000")
expect.equal(expect.call(airline_to_name, ["AA", "DL", "UA"], [5000, 5000, 5000], [1000, 2000, 1500]), "DL",
             because="equal numbers of arrivals are still three airlines: go from place to place; to look for a number with "
                     "`arrived.index` finds the first place again and again", hint=2)
expect.equal(expect.call(airline_to_name, ["AA", "DL"], [4000, 2000], [800, 800]), "DL",
             because="800 of 2,000 is a larger share than 800 of 4,000: go from place to place; to look for a number with "
                     "`late.index` finds the first 800 twice", hint=2)
expect.equal(expect.call(airline_to_name, ["AA", "DL", "UA"], [5000, 5000, 5000], [2000, 2002, 2001]), "DL",
             because="2,002 of 5,000 is the largest share, if only by a little: compare the shares before you round them")
expect.equal(expect.call(airline_to_name, ["B6", "AS"], [3000, 2500], [900, 2500]), "AS",
             because="AS has enough flights, and all 2,500 were late: no share is larger. The share is late / arrived")
expect.equal(expect.call(airline_to_name, ["WN", "HA"], [90_000, 2000], [18_000, 800]), "HA",
             because="2,000 arrivals are always enough, however many more another airline has", hint=1)
for _turn in (["AA", "DL"], ["DL", "AA"]):
    _named = expect.call(airline_to_name, _turn, [4000, 4000], [1000, 1000])
    expect.that(_named in ("AA", "DL"), "AA and DL both had 1,000 of 4,000 flights late, and no airline had a larger share: "
                                        f"name either of them. airline_to_name returned {_named!r:.60}.", hint=2)
_random = expect.rng("airline_to_name")
_sizes = [1, 1, 2, 3, 4, 6, 9, 14, 31, 39, 59, 62, 314, 324, 985, 1480, 2054, 2203, 2724, 3655, 3964, 4413, 4590]
_regret, _tiny, _nobody = 0.0, 0, 0
for _ in range(300):
    _true = [float(_p) for _p in _random.uniform(0.1, 0.4, len(_sizes))]
    _codes = [f"A{_i}" for _i in range(len(_sizes))]
    _order = [int(_i) for _i in _random.permutation(len(_sizes))]
    _late = [int(_random.binomial(_n, _p)) for _n, _p in zip(_sizes, _true, strict=True)]
    _named = expect.call(airline_to_name, [_codes[_i] for _i in _order], [_sizes[_i] for _i in _order],
                         [_late[_i] for _i in _order])
    expect.that(_named is None or _named in _codes, f"airline_to_name should return one of the codes, or None; it "
                                                    f"returned {_named!r:.60}.")
    _nobody += _named is None
    _tiny += _named in _codes[:8]
    _regret += (max(_true) - (sum(_true) / len(_true) if _named is None else _true[_codes.index(_named)])) / 300
expect.that(_regret <= 0.035 or not _nobody, f"In {_nobody} of 300 simulated months your rule named nobody, though some "
            "airlines had thousands of flights. Is your border for \"enough\" too high?", hint=1)
expect.that(_regret <= 0.035 or _tiny < 30, f"In {_tiny} of 300 simulated months your rule named an airline with fewer "
            "than 15 flights. Its share was luck, and the month after it was like the others. Is your border for "
            "\"enough\" too low?", hint=1)
expect.that(_regret <= 0.035, f"Over 300 simulated months the airline you named was, on average, {100 * _regret:.1f} "
            "percentage points less late than the latest one; 3.5 are allowed for bad luck. Does your rule look at all "
            "airlines with enough flights, and is your border so high that it leaves most of them out?", hint=1)
### END HIDDEN TESTS

# %% [markdown]
# Try your rule on January, in a new cell: `airline_to_name(codes, january_arrived, january_late)`. Which airline do you name
# if one arrival is enough? If it takes 50? If it takes 100? Change the number in your function, run both cells, and read on
# when you have seen three names. Then set the number that you would put to use.

# %% [markdown]
# ### Was January right?
#
# A rule made on January must be judged on the months after it. With at least 100 arrivals, January names EV at
# 40.2%. With at least 50 it names F9, Frontier: 44.1% of 59. And AS, Alaska, with 37.1% of 62, seemed almost as bad.
# From February on, EV had 30.6%, F9 36.7%, and AS 12.2%. One of the two small ones was really late. The other was
# unlucky in January, and nothing in January could tell them apart.

# %%
rest = load("month > 1")
rest_arrived = count_arrivals(rest)
rest_late = count_late(rest)
for code, first, then in [("EV", "40.2%", "30.6%"), ("F9", "44.1%", "36.7%"), ("AS", "37.1%", "12.2%")]:
    place = codes.index(code)
    assert f"{january_late[place] / january_arrived[place]:.1%}" == first  # quoted: 44.1%, 37.1%
    assert f"{rest_late[place] / rest_arrived[place]:.1%}" == then  # quoted: 30.6%, 36.7%, 12.2%
    print(f"{code}: January {first} of {january_arrived[place]}, later {then} of {rest_arrived[place]}")

# %% [markdown]
# ### The answer
#
# Over the whole year F9 was late most: 37.3% of 681 arrivals. But that is 254 late flights. EV's 31.4% of 51,108 were
# 16,028. So "Which airline is late?" has two answers. How likely is a flight to be late? Most likely at F9. Whose late
# flights are there most of? EV's. OO, the 100% of January, ended at 24.1% of 29.
#
# And a share does not say *why*. F9 flew a single route here. Whether it is the airline, the route or the hour is for
# lessons 22 and 42.

# %%
year_arrived = count_arrivals(year)
year_late = count_late(year)
assert max(year_late) == 16_028  # quoted: 16,028, more than any other airline has
assert max(a / b for a, b in zip(year_late, year_arrived, strict=True)) == 254 / 681  # quoted: 254 of 681
for code, count, of, percent in [("F9", 254, 681, "37.3%"), ("EV", 16_028, 51_108, "31.4%"), ("OO", 7, 29, "24.1%")]:
    place = codes.index(code)
    assert (year_late[place], year_arrived[place]) == (count, of)  # quoted: 254 of 681, 16,028 of 51,108, 29
    assert f"{count / of:.1%}" == percent  # quoted: 37.3%, 31.4%, 24.1%
    print(f"{code}: {count} of {of} late, {percent}")
routes = f"SELECT DISTINCT origin, dest FROM '{DATA.as_posix()}/flights/flights.parquet' WHERE carrier = 'F9'"
assert len(duckdb.execute(routes).fetchall()) == 1  # quoted: a single route

# %% [markdown]
# ## In production
#
# * **A share travels with its count.** A dashboard that shows "100% late" without "of 1" will wake somebody at night.
# * **A border is a promise.** "More than 15" and "at least 15" are different products; write it down, test 15.
# * **Missing is not zero.** Code that treats None as 0 makes the worst day, when all is cancelled, look the best.
# * **Notebooks are for thinking.** What runs every night is restarted every night: no hidden state, top to bottom.
# * **A loop inside a loop costs money.** It passes every test on 100 rows; on a million it runs for a day.

# %% [markdown]
# ## Recap
#
# * A name is a label on a value, kept by the kernel; a line uses what the name holds when the line runs.
# * A function takes parameters and hands its answer back with `return`; its conditions decide the borders.
# * A loop visits every value; counters begin before it, change inside it, are read after it; `None` is left out.
# * A traceback is read from the last line up, and code that runs and lies is caught by a tiny list with a known answer.
# * F9 was late most often per flight, EV most often in all, and a share is worth what its count is worth.

# %% [markdown]
# **Further reading**
#
# * A. Downey, *Think Python*, third edition, 2024
# * E. W. Dijkstra, *Why Numbering Should Start at Zero*, 1982
# * J. Grus, *I Don't Like Notebooks*, 2018
# * H. Wainer, *The Most Dangerous Equation*, 2007
# * Python Software Foundation, *The Python Tutorial*, 2024
