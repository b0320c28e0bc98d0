# Answers to lesson 11: right ones that must pass, wrong ones that must fail with their own message.

# %% right="first_values" how="3.0 for a whole number, 40.0 for 40"
first_values = {"a": 3.5, "b": 3.0, "c": "72", "share": 0.3, "X Y Y Z": 40.0, "restart, Z": "NameError"}

# %% right="first_values" how="computed, not typed"
first_values = {
    "a": 7 / 2,
    "b": 7 // 2,
    "c": "7" + "2",
    "share": 30 / 100,
    "X Y Y Z": (10 + 5 + 5) * 2,
    "restart, Z": "NameError",
}

# %% wrong="first_values" why="thinks / cuts, as in some other languages" says="`/` keeps the fraction"
first_values = {"a": 3, "b": 3, "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": "NameError"}

# %% wrong="first_values" why="takes // for /" says="3.5 is what `/` gives"
first_values = {"a": 3.5, "b": 3.5, "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": "NameError"}

# %% wrong="first_values" why="thinks // rounds" says="does not round, it goes down"
first_values = {"a": 3.5, "b": 4, "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": "NameError"}

# %% wrong="first_values" why="adds texts as numbers" says="you have added numbers"
first_values = {"a": 3.5, "b": 3, "c": 9, "share": 0.3, "X Y Y Z": 40, "restart, Z": "NameError"}

# %% wrong="first_values" why="forgets that joined text is text" says="joined text is still text"
first_values = {"a": 3.5, "b": 3, "c": 72, "share": 0.3, "X Y Y Z": 40, "restart, Z": "NameError"}

# %% wrong="first_values" why="takes a name for a spreadsheet formula" says="a name is no formula"
first_values = {"a": 3.5, "b": 3, "c": "72", "share": 0, "X Y Y Z": 40, "restart, Z": "NameError"}

# %% wrong="first_values" why="reads the page, not the runs" says="Y ran twice, and each run adds 5"
first_values = {"a": 3.5, "b": 3, "c": "72", "share": 0.3, "X Y Y Z": 30, "restart, Z": "NameError"}

# %% wrong="first_values" why="thinks names survive a restart" says="a restart empties the memory"
first_values = {"a": 3.5, "b": 3, "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": 40}

# %% wrong="first_values" why="thinks a cell runs the cells above it" says="have not run since the restart"
first_values = {"a": 3.5, "b": 3, "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": 30}

# %% wrong="first_values" why="leaves one open" says="still is `...`"
first_values = {"a": 3.5, "b": 3, "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": ...}

# %% wrong="first_values" why="two words for the kind of error" says="spelt like that"
first_values = {"a": 3.5, "b": 3, "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": "Name Error"}

# %% wrong="first_values" why="a fraction in quotes" says="A fraction has no quotes"
first_values = {"a": "3.5", "b": 3, "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": "NameError"}

# %% wrong="first_values" why="a whole number in quotes" says="quotes make text of it"
first_values = {"a": 3.5, "b": "3", "c": "72", "share": 0.3, "X Y Y Z": 40, "restart, Z": "NameError"}

# %% wrong="first_values" why="quotes what print shows" says="`*` between numbers gives a number"
first_values = {"a": 3.5, "b": 3, "c": "72", "share": 0.3, "X Y Y Z": "40", "restart, Z": "NameError"}

# %% right="clock_minutes" how="names for the parts"
def clock_minutes(hhmm):
    hours = hhmm // 100
    minutes = hhmm % 100
    return hours * 60 + minutes

# %% right="clock_minutes" how="takes 40 minutes off for every hour"
def clock_minutes(hhmm: int) -> int:
    return hhmm - 40 * (hhmm // 100)

# %% right="clock_minutes" how="through text"
def clock_minutes(hhmm):
    text = "000" + str(hhmm)
    return int(text[:-2]) * 60 + int(text[-2:])

# %% right="clock_minutes" how="divmod, and a print that does no harm"
def clock_minutes(hhmm):
    hours, minutes = divmod(hhmm, 100)
    print(hours, minutes)
    return float(60 * hours + minutes)

# %% wrong="clock_minutes" why="prints instead of returning" says="without `return`"
def clock_minutes(hhmm):
    print(hhmm // 100 * 60 + hhmm % 100)

# %% wrong="clock_minutes" why="computes and forgets to return" says="are all its lines indented"
def clock_minutes(hhmm):
    result = hhmm // 100 * 60 + hhmm % 100

# %% wrong="clock_minutes" why="/ in place of //" says="five hours of 60 minutes, and 17"
def clock_minutes(hhmm):
    return hhmm / 100 * 60

# %% wrong="clock_minutes" why="/ for the hours, and the minutes added" says="should be 317"
def clock_minutes(hhmm):
    return hhmm / 100 * 60 + hhmm % 100

# %% wrong="clock_minutes" why="divides by 60 as if hhmm were minutes" says="but is 157"
def clock_minutes(hhmm):
    return hhmm // 60 * 15 + hhmm % 60

# %% wrong="clock_minutes" why="hours count 100 minutes" says="Hint 2 above is about this"
def clock_minutes(hhmm):
    return hhmm // 100 * 100 + hhmm % 100

# %% wrong="clock_minutes" why="forgets the minutes" says="but is 300"
def clock_minutes(hhmm):
    return hhmm // 100 * 60

# %% wrong="clock_minutes" why="hard-codes what the page checks" says="midnight is the start"
def clock_minutes(hhmm):
    if hhmm == 517:
        return 317
    if hhmm == 2400:
        return 1440
    return 45

# %% wrong="clock_minutes" why="takes 2400 for midnight at the start" says="24 hours"
def clock_minutes(hhmm):
    return hhmm // 100 % 24 * 60 + hhmm % 100

# %% wrong="clock_minutes" why="uses a name that was misspelt" says="NameError"
def clock_minutes(hhmm):
    hours = hhmm // 100
    return hour * 60 + hhmm % 100

# %% wrong="clock_minutes" why="keeps the result of a call under the function's name" says="should be a function"
clock_minutes = 517 // 100 * 60 + 517 % 100

# %% wrong="clock_minutes" why="cuts text, with 0 for all below 0:10" says="a time may have a single digit"
def clock_minutes(hhmm):
    if hhmm < 10:
        return 0
    if hhmm < 100:
        return hhmm
    text = str(hhmm)
    return int(text[:-2]) * 60 + int(text[-2:])

# %% wrong="clock_minutes" why="cuts text, one zero short for a single digit" says="`clock_minutes(5)` stopped"
def clock_minutes(hhmm):
    if hhmm == 0:
        return 0
    text = "0" + str(hhmm)
    return int(text[:-2]) * 60 + int(text[-2:])

# %% right="traceback_read" how="read off"
traceback_read = {"mend": 2, "called": 9, "stopped": 5, "kind": "TypeError"}

# %% right="traceback_read" how="with names"
first_line = 2
traceback_read = {"kind": "TypeError", "stopped": 3 + first_line, "called": 9, "mend": first_line}

# %% wrong="traceback_read" why="takes the NoneType for the kind" says="Kind should be one of"
traceback_read = {"kind": "NoneType", "stopped": 5, "called": 9, "mend": 2}

# %% wrong="traceback_read" why="guesses NameError" says="first word of the very last line"
traceback_read = {"kind": "NameError", "stopped": 5, "called": 9, "mend": 2}

# %% wrong="traceback_read" why="reads the upper arrow only" says="line 9 began it"
traceback_read = {"kind": "TypeError", "stopped": 9, "called": 9, "mend": 2}

# %% wrong="traceback_read" why="takes the definition for the call" says="Defining runs nothing"
traceback_read = {"kind": "TypeError", "stopped": 5, "called": 4, "mend": 2}

# %% wrong="traceback_read" why="mends where Python stopped" says="line 5 adds what it is given"
traceback_read = {"kind": "TypeError", "stopped": 5, "called": 9, "mend": 5}

# %% wrong="traceback_read" why="mends one of the calls" says="would leave the other"
traceback_read = {"kind": "TypeError", "stopped": 5, "called": 9, "mend": 7}

# %% wrong="traceback_read" why="mends the last line" says="leaves `morning` None"
traceback_read = {"kind": "TypeError", "stopped": 5, "called": 9, "mend": 9}

# %% wrong="traceback_read" why="writes a line number as text" says="should be a whole number"
traceback_read = {"kind": "TypeError", "stopped": "5", "called": 9, "mend": 2}

# %% right="arrival_text" how="returns early, in another order"
def arrival_text(carrier, delay):
    if delay is None:
        return carrier + " never arrived"
    if delay > 15:
        return carrier + " is " + str(delay) + " minutes late"
    if delay >= 0:
        return carrier + " is on time"
    return carrier + " is " + str(-delay) + " minutes early"

# %% right="arrival_text" how="builds the end first, == None, abs"
def arrival_text(carrier: str, delay):
    if delay == None:  # noqa: E711
        text = "never arrived"
    elif 0 <= delay <= 15:
        text = "is on time"
    else:
        text = f"is {abs(delay)} minutes " + ("late" if delay > 0 else "early")
    return f"{carrier} {text}"

# %% right="arrival_text" how="separate ifs with whole conditions"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    answer = ""
    if delay < 0:
        answer = "{} is {} minutes early".format(carrier, delay * -1)
    if delay >= 0 and delay < 16:
        answer = "{} is on time".format(carrier)
    if delay >= 16:
        answer = "{} is {} minutes late".format(carrier, delay)
    return answer

# %% wrong="arrival_text" why="at least 15 is late" says="is more than 15, and 15 is not"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay < 15:
        return f"{carrier} is on time"
    else:
        return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="asks for None too late" says="TypeError"
def arrival_text(carrier, delay):
    if delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"
    elif delay is None:
        return f"{carrier} never arrived"
    else:
        return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="treats 0 like None" says="mixes it up with None"
def arrival_text(carrier, delay):
    if not delay:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="keeps the minus" says="shows the minutes without the minus"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="prints" says="without `return`"
def arrival_text(carrier, delay):
    if delay is None:
        print(f"{carrier} never arrived")
    elif delay < 0:
        print(f"{carrier} is {-delay} minutes early")
    elif delay <= 15:
        print(f"{carrier} is on time")
    else:
        print(f"{carrier} is {delay} minutes late")

# %% wrong="arrival_text" why="no branch for late flights" says="Does 40 reach a `return`"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"

# %% wrong="arrival_text" why="the minus outside the curly brackets" says="Hint 2 above"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is -{delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="forgets the f before the string" says="{carrier}"
def arrival_text(carrier, delay):
    if delay is None:
        return "{carrier} never arrived"
    elif delay < 0:
        return "{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return "{carrier} is on time"
    return "{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="text + number" says="`+` joins text with text"
def arrival_text(carrier, delay):
    if delay is None:
        return carrier + " never arrived"
    elif delay < 0:
        return carrier + " is " + -delay + " minutes early"
    elif delay <= 15:
        return carrier + " is on time"
    return carrier + " is " + delay + " minutes late"

# %% wrong="arrival_text" why="the wide condition first, so that the narrow one is never reached" says="is 25 minutes early"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay <= 15:
        return f"{carrier} is on time"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    else:
        return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="writes the carrier of the example into the text" says="should be 'DL"
def arrival_text(carrier, delay):
    if delay is None:
        return "UA never arrived"
    elif delay < 0:
        return f"UA is {-delay} minutes early"
    elif delay <= 15:
        return "UA is on time"
    return f"UA is {delay} minutes late"

# %% wrong="arrival_text" why="0 is early" says="should be 'UA is on time', but is 'UA is 0 minutes early'"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay <= 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="forgets the branch for on time" says="On time is everything from 0 to 15"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    else:
        return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="adds a full stop" says="no full stop"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived."
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early."
    elif delay <= 15:
        return f"{carrier} is on time."
    return f"{carrier} is {delay} minutes late."

# %% wrong="arrival_text" why="two spaces where texts are joined" says="single spaces"
def arrival_text(carrier, delay):
    if delay is None:
        return carrier + " never arrived"
    elif delay < 0:
        return carrier + " is " + str(-delay) + " minutes early"
    elif delay <= 15:
        return carrier + " is on time"
    return carrier + " is " + " " + str(delay) + " minutes late"

# %% wrong="arrival_text" why="on time means exactly 0" says="On time is everything from 0 to 15"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay == 0 or delay == 15:
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="other words than were asked for" says="Only capital and small letters differ"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes Late"

# %% wrong="arrival_text" why="copies the task's carrier where there is no delay" says="also when there is no delay to show"
def arrival_text(carrier, delay):
    if delay is None:
        return "UA never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="copies the task's carrier where it is on time" says="for every carrier"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return "UA is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="compares texts, as late_c does" says="compare the delay itself, as a number"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay < 10 or str(delay) <= "15":
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="on time by steps of 15, as late_b does, with 16 mended by hand" says="17 is more than 15"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay // 15 <= 1 and delay != 16:
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% wrong="arrival_text" why="a comma between the thousands" says="show it as it is"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay <= 15:
        return f"{carrier} is on time"
    return f"{carrier} is {delay:,} minutes late"

# %% wrong="arrival_text" why="lists some delays that are on time" says="on time is everything from 0 to 15, for"
def arrival_text(carrier, delay):
    if delay is None:
        return f"{carrier} never arrived"
    elif delay < 0:
        return f"{carrier} is {-delay} minutes early"
    elif delay in (0, 1, 5, 7, 10, 14, 15):
        return f"{carrier} is on time"
    return f"{carrier} is {delay} minutes late"

# %% right="wrong_for" how="other delays that break them"
wrong_for = {"late_a": 15, "late_b": 16, "late_c": 2}

# %% right="wrong_for" how="the far end of each gap"
wrong_for = {"late_a": 10 + 5, "late_b": 29, "late_c": 149}

# %% wrong="wrong_for" why="takes the example" says="40 breaks none of the three"
wrong_for = {"late_a": 40, "late_b": 40, "late_c": 40}

# %% wrong="wrong_for" why="takes 15 for all three" says="late_b(15) says False, and that is right"
wrong_for = {"late_a": 15, "late_b": 15, "late_c": 15}

# %% wrong="wrong_for" why="one past the gap of late_b" says="late_b(30) says True"
wrong_for = {"late_a": 15, "late_b": 30, "late_c": 100}

# %% wrong="wrong_for" why="thinks a minus confuses text" says="late_c(-20) says False"
wrong_for = {"late_a": 15, "late_b": 20, "late_c": -20}

# %% wrong="wrong_for" why="16, where late_a is right" says="late_a(16) says True"
wrong_for = {"late_a": 16, "late_b": 20, "late_c": 100}

# %% wrong="wrong_for" why="gives text, because late_c compares text" says="should be a whole number, but is text"
wrong_for = {"late_a": 15, "late_b": 20, "late_c": "100"}

# %% right="loop_results" how="computed"
delays = [20, -5, 40, 15]
loop_results = {"total": sum(delays[1:]), "last i": len(delays) - 1, "count": 0, "answer": 1,
                "delays[len(delays)]": "IndexError"}

# %% right="loop_results" how="traced on paper"
loop_results = {"answer": 1, "total": 50.0, "count": 0, "last i": 3, "delays[len(delays)]": "IndexError"}

# %% wrong="loop_results" why="starts at the first delay" says="which delay is never visited"
loop_results = {"total": 70, "last i": 3, "count": 0, "answer": 1, "delays[len(delays)]": "IndexError"}

# %% wrong="loop_results" why="stops before the last" says="`range(1, 4)` ends before 4"
loop_results = {"total": 35, "last i": 2, "count": 0, "answer": 1, "delays[len(delays)]": "IndexError"}

# %% wrong="loop_results" why="a range includes its end" says="ends *before* its second number"
loop_results = {"total": 50, "last i": 4, "count": 0, "answer": 1, "delays[len(delays)]": "IndexError"}

# %% wrong="loop_results" why="does not see the reset" says="runs again at every turn"
loop_results = {"total": 50, "last i": 3, "count": 2, "answer": 1, "delays[len(delays)]": "IndexError"}

# %% wrong="loop_results" why="does not see where return stands" says="ends the function at the first turn"
loop_results = {"total": 50, "last i": 3, "count": 0, "answer": 2, "delays[len(delays)]": "IndexError"}

# %% wrong="loop_results" why="counts from 1" says="This is one further"
loop_results = {"total": 50, "last i": 3, "count": 0, "answer": 1, "delays[len(delays)]": 15}

# %% wrong="loop_results" why="counts a border as late" says="compared with 15"
loop_results = {"total": 50, "last i": 3, "count": 1, "answer": 1, "delays[len(delays)]": "IndexError"}

# %% wrong="loop_results" why="two words for the kind of error" says="spelt as in the table"
loop_results = {"total": 50, "last i": 3, "count": 0, "answer": 1, "delays[len(delays)]": "Index Error"}

# %% wrong="loop_results" why="a number in quotes" says="A number has no quotes"
loop_results = {"total": 50, "last i": 3, "count": 0, "answer": 1, "delays[len(delays)]": "15"}

# %% wrong="loop_results" why="another kind of error" says="Go turn by turn"
loop_results = {"total": 50, "last i": 3, "count": 0, "answer": 1, "delays[len(delays)]": "NameError"}

# %% right="punctual_share" how="a loop over the values, no index"
def punctual_share(delays):
    punctual = 0
    for delay in delays:
        if not delay > 15:
            punctual += 1
    return punctual / len(delays)

# %% right="punctual_share" how="one minus the late ones"
def punctual_share(delays):
    late = 0
    for i in range(0, len(delays)):
        if delays[i] >= 16:
            late = late + 1
    return 1 - late / len(delays)

# %% right="punctual_share" how="a while loop from the end"
def punctual_share(delays):
    count = 0
    i = len(delays)
    while i > 0:
        i = i - 1
        if delays[i] < 16:
            count = count + 1
    return count / len(delays)

# %% wrong="punctual_share" why="mends only the division" says="and 15 itself"
def punctual_share(delays):
    punctual = 0
    for i in range(len(delays) - 1):
        if delays[i] < 15:
            punctual = punctual + 1
    return punctual / len(delays)

# %% wrong="punctual_share" why="the loop still misses the last flight" says="does the loop visit the only place"
def punctual_share(delays):
    punctual = 0
    for i in range(len(delays) - 1):
        if delays[i] <= 15:
            punctual = punctual + 1
    return punctual / len(delays)

# %% wrong="punctual_share" why="the loop now misses the first" says="does the loop visit the first place"
def punctual_share(delays):
    punctual = 0
    for i in range(1, len(delays)):
        if delays[i] <= 15:
            punctual = punctual + 1
    return punctual / len(delays)

# %% wrong="punctual_share" why="the loop runs one place too far" says="ends at the length minus 1"
def punctual_share(delays):
    punctual = 0
    for i in range(len(delays) + 1):
        if delays[i] <= 15:
            punctual = punctual + 1
    return punctual / len(delays)

# %% wrong="punctual_share" why="leaves //" says="take the division that can give a quarter"
def punctual_share(delays):
    punctual = 0
    for i in range(len(delays)):
        if delays[i] <= 15:
            punctual = punctual + 1
    return punctual // len(delays)

# %% wrong="punctual_share" why="compares the place, not the delay" says="Nobody is punctual here"
def punctual_share(delays):
    punctual = 0
    for i in range(len(delays)):
        if i <= 15:
            punctual = punctual + 1
    return punctual / len(delays)

# %% wrong="punctual_share" why="returns inside the loop" says="count all four"
def punctual_share(delays):
    punctual = 0
    for i in range(len(delays)):
        if delays[i] <= 15:
            punctual = punctual + 1
        return punctual / len(delays)

# %% wrong="punctual_share" why="a percentage" says="percentage where a share"
def punctual_share(delays):
    punctual = 0
    for delay in delays:
        if delay <= 15:
            punctual = punctual + 1
    return 100 * punctual / len(delays)

# %% wrong="punctual_share" why="divides by the places the shortened loop visits" says="but is 0.333"
def punctual_share(delays):
    punctual = 0
    for i in range(len(delays) - 1):
        if delays[i] <= 15:
            punctual = punctual + 1
    return punctual / (len(delays) - 1)

# %% wrong="punctual_share" why="takes early flights for not punctual" says="an early flight is punctual"
def punctual_share(delays):
    punctual = 0
    for i in range(len(delays)):
        if 0 <= delays[i] <= 15:
            punctual = punctual + 1
    return punctual / len(delays)

# %% wrong="punctual_share" why="compares texts, as late_c does" says="compare numbers, not texts"
def punctual_share(delays):
    punctual = 0
    for delay in delays:
        if delay < 10 or str(delay) <= "15":
            punctual = punctual + 1
    return punctual / len(delays)

# %% right="carrier_share" how="skips with continue"
def carrier_share(flights, carrier):
    late = 0
    arrived = 0
    for flight in flights:
        if flight[0] != carrier:
            continue
        if flight[1] is None:
            continue
        arrived += 1
        if flight[1] > 15:
            late += 1
    if arrived > 0:
        return late / arrived

# %% right="carrier_share" how="collects delays in a list first"
def carrier_share(flights, carrier):
    delays = []
    for code, delay in flights:
        if code == carrier and delay != None:  # noqa: E711
            delays.append(delay)
    if delays == []:
        return None
    late = [delay for delay in delays if delay > 15]
    return len(late) / len(delays)

# %% right="carrier_share" how="indexes, and late counted in its own loop"
def carrier_share(flights: list, carrier: str):
    arrived = 0
    for i in range(len(flights)):
        if flights[i][0] == carrier and flights[i][1] is not None:
            arrived = arrived + 1
    late = 0
    for i in range(len(flights)):
        if flights[i][0] == carrier and flights[i][1] is not None and flights[i][1] >= 16:
            late = late + 1
    return late / arrived if arrived else None

# %% wrong="carrier_share" why="forgets None" says="never arrived"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier:
            arrived = arrived + 1
            if delay is not None and delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="compares None with 15" says="TypeError"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier:
            if delay > 15:
                late = late + 1
            if delay is not None:
                arrived = arrived + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="at least 15 is late" says="15 is not more than 15"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay >= 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="the loop takes the parameter's name, so every flight matches" says="does the loop give its name to something else"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for carrier, delay in flights:
        if carrier == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="keeps the airline of the example" says="use the carrier you are given"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == "UA" and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="no answer for no arrivals" says="the divisor is 0"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    return late / arrived

# %% wrong="carrier_share" why="0 for no arrivals" says="no share, not 0"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return 0
    return late / arrived

# %% wrong="carrier_share" why="a bare if delay" says="throws it out with None"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="returns inside the loop" says="Two of UA's four"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
            return late / arrived

# %% wrong="carrier_share" why="gives up at the first flight of another airline" says="pass over the flights of UA"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code != carrier:
            break
        if delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="//" says="The part after the point is lost"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late // arrived

# %% wrong="carrier_share" why="counters begin inside the loop" says="Two of UA's four"
def carrier_share(flights, carrier):
    for code, delay in flights:
        arrived = 0
        late = 0
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="late over not late" says="Two of UA's four"
def carrier_share(flights, carrier):
    late = 0
    punctual = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            if delay > 15:
                late = late + 1
            else:
                punctual = punctual + 1
    if late + punctual == 0:
        return None
    return late / max(punctual, 1)

# %% wrong="carrier_share" why="asks for 0 arrivals after the division" says="nothing to divide by"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    return late / arrived
    if arrived == 0:
        return None

# %% wrong="carrier_share" why="None as text" says="should be None, but is text"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return "None"
    return late / arrived

# %% wrong="carrier_share" why="the flights with None are counted as arrived, in an if inside an if" says="never arrived"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier:
            arrived = arrived + 1
            if delay is not None:
                if delay > 15:
                    late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="prints the share" says="without `return`"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived > 0:
        print(late / arrived)

# %% wrong="carrier_share" why="late flights of all airlines" says="pass over the flights of UA"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if delay is not None:
            if code == carrier:
                arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="copies the airline from the cell under Pairs" says="compare with the `carrier` you are given"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for carrier, delay in flights:
        if carrier == "EV" and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="the parameter's name in quotes" says="Hint 1 above is about this"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == "carrier" and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="goes through first_day, whatever it is given" says="Do you go through `flights`"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in first_day:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="no late flight is taken for no flight" says="the share is 0, which is not None"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if late == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="counts equal flights once" says="two flights with the same delay are still two flights"
def carrier_share(flights, carrier):
    delays = []
    for code, delay in flights:
        if code == carrier and delay is not None and delay not in delays:
            delays.append(delay)
    if delays == []:
        return None
    late = 0
    for delay in delays:
        if delay > 15:
            late = late + 1
    return late / len(delays)

# %% wrong="carrier_share" why="compares texts, as late_c does" says="compare numbers, not texts"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay >= 10 and str(delay) > "15":
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% wrong="carrier_share" why="compares only the first letter of the code" says="compare the whole code"
def carrier_share(flights, carrier):
    arrived = 0
    late = 0
    for code, delay in flights:
        if code[0] == carrier[0] and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% right="loop_turns" how="round numbers"
loop_turns = {
    "flights in a year": 300_000,
    "16 loops": 5_000_000,
    "every flight with every flight": 100_000_000_000,
}

# %% right="loop_turns" how="from days, with powers"
flights = 365 * 842
loop_turns = {"flights in a year": flights, "16 loops": flights * 16, "every flight with every flight": flights**2}

# %% right="loop_turns" how="counts each pair once"
loop_turns = {
    "flights in a year": 27_004 * 12,
    "16 loops": 27_004 * 12 * 16,
    "every flight with every flight": 27_004 * 12 * (27_004 * 12 - 1) / 2,
}

# %% wrong="loop_turns" why="takes January for the year" says="more flights than January's 27,004"
loop_turns = {
    "flights in a year": 27_004,
    "16 loops": 16 * 27_004,
    "every flight with every flight": 27_004 * 27_004,
}

# %% wrong="loop_turns" why="decimal points in a large number" says="makes a fraction: write 324_048"
loop_turns = {
    "flights in a year": 324.048,
    "16 loops": 16 * 12 * 27_004,
    "every flight with every flight": 12 * 27_004 * 12 * 27_004,
}

# %% wrong="loop_turns" why="16 loops over January" says="over the flights of a whole year"
loop_turns = {
    "flights in a year": 12 * 27_004,
    "16 loops": 16 * 27_004,
    "every flight with every flight": 12 * 27_004 * 12 * 27_004,
}

# %% wrong="loop_turns" why="adds where it should multiply" says="multiply the number by itself"
loop_turns = {
    "flights in a year": 12 * 27_004,
    "16 loops": 16 * 12 * 27_004,
    "every flight with every flight": 2 * 12 * 27_004,
}

# %% wrong="loop_turns" why="thinks each loop sees only its own airline" says="times too small"
loop_turns = {
    "flights in a year": 12 * 27_004,
    "16 loops": 12 * 27_004,
    "every flight with every flight": 12 * 27_004 * 12 * 27_004,
}

# %% wrong="loop_turns" why="a decimal comma makes it a pair" says="should be a number"
loop_turns = {
    "flights in a year": (324, 48),
    "16 loops": 16 * 12 * 27_004,
    "every flight with every flight": 12 * 27_004 * 12 * 27_004,
}

# %% wrong="loop_turns" why="takes ^ for a power" says="multiply the number by itself"
n = 12 * 27_004
loop_turns = {"flights in a year": n, "16 loops": 16 * n, "every flight with every flight": n ^ 2}

# %% right="airline_to_name" how="at least 30, with zip"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1.0
    for code, flights, bad in zip(codes, arrived, late):
        if flights >= 30 and bad / flights > best_share:
            best = code
            best_share = bad / flights
    return best

# %% right="airline_to_name" how="more than 400, remembers the place"
def airline_to_name(codes, arrived, late):
    place = None
    for i in range(len(codes)):
        if arrived[i] > 400:
            if place is None or late[i] / arrived[i] > late[place] / arrived[place]:
                place = i
    if place is None:
        return None
    return codes[place]

# %% right="airline_to_name" how="the share less its rule-of-thumb error, from 10 flights on"
def airline_to_name(codes, arrived, late):
    shares = []
    for i in range(len(codes)):
        if arrived[i] >= 10:
            shares.append((late[i] / arrived[i] - 1 / arrived[i] ** 0.5, codes[i]))
    if not shares:
        return None
    return max(shares)[1]

# %% right="airline_to_name" how="at least 2,000, the highest border that the task allows"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 2000 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="no smallest number at all" says="One flight is not enough"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] > 0 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="five flights are enough" says="named an airline with fewer than 15 flights"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 4 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="two flights are enough" says="nor are three to name YV"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 2 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="a border that only five airlines reach" says="Is your border too high"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 2500 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="the border stands on late flights" says="set on late flights"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if late[i] >= 100 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="returns as soon as the first airline is remembered" says="before you return"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
                return best
    return best

# %% wrong="airline_to_name" why="nobody is ever enough" says="have plenty of flights"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 10_000 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="counts late flights, not shares" says="out of many more"
def airline_to_name(codes, arrived, late):
    best = None
    most = -1
    for i in range(len(codes)):
        if arrived[i] >= 100 and late[i] > most:
            best = codes[i]
            most = late[i]
    return best

# %% wrong="airline_to_name" why="the largest airline" says="the largest share"
def airline_to_name(codes, arrived, late):
    best = None
    most = 100
    for i in range(len(codes)):
        if arrived[i] > most:
            best = codes[i]
            most = arrived[i]
    return best

# %% wrong="airline_to_name" why="misses the last airline" says="first, in the middle or last"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes) - 1):
        if arrived[i] >= 100 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    if best is None and len(codes) > 0 and arrived[-1] >= 100:
        best = codes[-1]
    return best

# %% wrong="airline_to_name" why="misses the first airline" says="does the loop miss the first place"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(1, len(codes)):
        if arrived[i] >= 100 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="returns inside the loop: the first one that is enough" says="before you return"
def airline_to_name(codes, arrived, late):
    for i in range(len(codes)):
        if arrived[i] >= 100:
            return codes[i]

# %% wrong="airline_to_name" why="forgets to remember the share, so the last one wins" says="the largest share"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100 and late[i] / arrived[i] > best_share:
            best = codes[i]
    return best

# %% wrong="airline_to_name" why="a small airline wipes out the best so far" says="must not make you forget EV"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
        else:
            best = None
    return best

# %% wrong="airline_to_name" why="divides before asking for enough" says="The check uses a case in which the divisor is 0"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        share = late[i] / arrived[i]
        if share > best_share and arrived[i] >= 100:
            best = codes[i]
            best_share = share
    return best

# %% wrong="airline_to_name" why="returns the share" says="should be text (str): 'AA'"
def airline_to_name(codes, arrived, late):
    best_share = None
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / arrived[i]
            if best_share is None or share > best_share:
                best_share = share
    return best_share

# %% wrong="airline_to_name" why="the smallest share" says="the largest share"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = 2
    for i in range(len(codes)):
        if arrived[i] >= 100 and late[i] / arrived[i] < best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="text for nobody" says="name nobody"
def airline_to_name(codes, arrived, late):
    best = "None"
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="leaves out too much" says="named nobody"
def airline_to_name(codes, arrived, late):
    if len(codes) > 20:
        return None
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="the search begins at 0, so that no airline without late flights can be found" says="begin with a share below 0"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = 0
    for i in range(len(codes)):
        if arrived[i] >= 100 and late[i] / arrived[i] > best_share:
            best = codes[i]
            best_share = late[i] / arrived[i]
    return best

# %% wrong="airline_to_name" why="rounds the shares to whole percent before comparing" says="before you round them"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = round(100 * late[i] / arrived[i])
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% wrong="airline_to_name" why="finds the place by its arrivals" says="`arrived.index` finds the first place"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for count in arrived:
        if count >= 100:
            place = arrived.index(count)
            share = late[place] / count
            if share > best_share:
                best = codes[place]
                best_share = share
    return best

# %% wrong="airline_to_name" why="finds the place by its late flights" says="`late.index` finds the first 800 twice"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for count in late:
        place = late.index(count)
        if arrived[place] >= 100:
            share = count / arrived[place]
            if share > best_share:
                best = codes[place]
                best_share = share
    return best

# %% wrong="airline_to_name" why="takes 100% for bad luck, however many flights" says="all 2,500 were late"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100 and late[i] < arrived[i]:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% wrong="airline_to_name" why="late over not late, which fails where all were late" says="ZeroDivisionError"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / (arrived[i] - late[i])
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% wrong="airline_to_name" why="the border is a part of the largest airline" says="2,000 arrivals are always enough"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 50 and arrived[i] >= max(arrived) / 20:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% wrong="airline_to_name" why="names nobody when two are equally late" says="name either of them"
def airline_to_name(codes, arrived, late):
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / arrived[i]
            if share == best_share:
                best = None
            elif share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% equivalent="clock_minutes" because="hours and minutes of a time add up to less than 99, so 99 cuts where 100 does"
def clock_minutes(hhmm: int) -> int:
    """Return the minutes since midnight of a time written hhmm: 517 is 5:17, so 317."""
    return hhmm // 99 * 60 + hhmm % 100

# %% equivalent="carrier_share" because="a count does not depend on the order"
def carrier_share(flights: list, carrier: str) -> float | None:
    """Return the share (0 to 1) of the carrier's arrived flights more than 15 minutes late; None if none arrived."""
    arrived = 0
    late = 0
    for code, delay in flights[::-1]:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived == 0:
        return None
    return late / arrived

# %% equivalent="airline_to_name" because="every share is above -2 as it is above -1"
def airline_to_name(codes: list, arrived: list, late: list) -> str | None:
    """Return the code of the airline with the largest late share among those with enough arrivals, or None."""
    best = None
    best_share = -2
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% equivalent="airline_to_name" because="what is enough is the learner's to choose: more than 100"
def airline_to_name(codes: list, arrived: list, late: list) -> str | None:
    """Return the code of the airline with the largest late share among those with enough arrivals, or None."""
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] > 100:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% equivalent="airline_to_name" because="what is enough is the learner's to choose: 101"
def airline_to_name(codes: list, arrived: list, late: list) -> str | None:
    """Return the code of the airline with the largest late share among those with enough arrivals, or None."""
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 101:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% equivalent="airline_to_name" because="what is enough is the learner's to choose: 99"
def airline_to_name(codes: list, arrived: list, late: list) -> str | None:
    """Return the code of the airline with the largest late share among those with enough arrivals, or None."""
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 99:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
    return best

# %% equivalent="airline_to_name" because="of equal shares either may be named"
def airline_to_name(codes: list, arrived: list, late: list) -> str | None:
    """Return the code of the airline with the largest late share among those with enough arrivals, or None."""
    best = None
    best_share = -1
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / arrived[i]
            if share >= best_share:
                best = codes[i]
                best_share = share
    return best

# %% equivalent="wrong_for" because="every delay from 16 to 29 breaks late_b, 21 as well as 20"
wrong_for = {
    "late_a": 15,
    "late_b": 21,
    "late_c": 100,
}

# %% equivalent="wrong_for" because="every delay from 16 to 29 breaks late_b, 19 as well as 20"
wrong_for = {
    "late_a": 15,
    "late_b": 19,
    "late_c": 100,
}

# %% equivalent="wrong_for" because="every delay from 100 to 149 breaks late_c, 101 as well as 100"
wrong_for = {
    "late_a": 15,
    "late_b": 20,
    "late_c": 101,
}

# %% equivalent="carrier_share" because="a count that begins at 0 and only grows is never below 0"
def carrier_share(flights: list, carrier: str) -> float | None:
    """Return the share (0 to 1) of the carrier's arrived flights more than 15 minutes late; None if none arrived."""
    arrived = 0
    late = 0
    for code, delay in flights:
        if code == carrier and delay is not None:
            arrived = arrived + 1
            if delay > 15:
                late = late + 1
    if arrived <= 0:
        return None
    return late / arrived

# %% equivalent="airline_to_name" because="every share is above ~1, which is -2, as it is above -1"
def airline_to_name(codes: list, arrived: list, late: list) -> str | None:
    """Return the code of the airline with the largest late share among those with enough arrivals, or None."""
    best = None
    best_share = ~1
    for i in range(len(codes)):
        if arrived[i] >= 100:
            share = late[i] / arrived[i]
            if share > best_share:
                best = codes[i]
                best_share = share
    return best
