# Answers to the exercises of lesson 22, right and wrong, each with the message a wrong one must get.

# %% right="four_delays" how="worked out in Python, None kept apart"
_delays = [10, 30, None, None]
_known = [delay for delay in _delays if delay is not None]
four_delays = {
    "count(*)": len(_delays),
    "count(dep_delay)": len(_known),
    "avg(dep_delay)": sum(_known) / len(_known),
    "WHERE dep_delay <> 10": sum(delay != 10 for delay in _known),
}

# %% right="four_delays" how="the keys in another order, a float"
four_delays = dict([("WHERE dep_delay <> 10", 1), ("avg(dep_delay)", 20.0), ("count(dep_delay)", 2), ("count(*)", 4)])

# %% wrong="four_delays" why="NULL counts as 0 in the average" says="as if an unknown delay were 0"
four_delays = {"count(*)": 4, "count(dep_delay)": 2, "avg(dep_delay)": 10, "WHERE dep_delay <> 10": 1}

# %% wrong="four_delays" why="count(column) counts rows" says="in which dep_delay is not NULL"
four_delays = {"count(*)": 4, "count(dep_delay)": 4, "avg(dep_delay)": 20, "WHERE dep_delay <> 10": 1}

# %% wrong="four_delays" why="count(*) skips NULL" says="counts rows, whatever is in them"
four_delays = {"count(*)": 2, "count(dep_delay)": 2, "avg(dep_delay)": 20, "WHERE dep_delay <> 10": 1}

# %% wrong="four_delays" why="NULL differs from 10" says="an unknown delay might be 10"
four_delays = {"count(*)": 4, "count(dep_delay)": 2, "avg(dep_delay)": 20, "WHERE dep_delay <> 10": 3}

# %% wrong="four_delays" why="everything with a NULL is NULL" says="but is None"
four_delays = {"count(*)": 4, "count(dep_delay)": 2, "avg(dep_delay)": None, "WHERE dep_delay <> 10": 1}

# %% wrong="four_delays" why="the sum, not the mean" says="the sum of the known delays divided by"
four_delays = {"count(*)": 4, "count(dep_delay)": 2, "avg(dep_delay)": 40, "WHERE dep_delay <> 10": 1}

# %% wrong="four_delays" why="the row that is 10 is kept too" says="write true, false or NULL for each"
four_delays = {"count(*)": 4, "count(dep_delay)": 2, "avg(dep_delay)": 20, "WHERE dep_delay <> 10": 2}

# %% right="gaps" how="two lists beside each other"
def gaps(times):
    return [None, *(now - before for before, now in zip(times, times[1:]))] if times else []

# %% right="gaps" how="by position"
def gaps(times: list[int]) -> list[int | None]:
    return [times[i] - times[i - 1] if i > 0 else None for i in range(len(times))]

# %% right="gaps" how="pandas: diff is a lag"
def gaps(times):
    import pandas as pd

    steps = pd.Series(times, dtype=float).diff()
    return [None if step != step else int(step) for step in steps]

# %% wrong="gaps" why="times[-1] is the last entry, not none" says="nothing comes before 300"
def gaps(times):
    return [times[i] - times[i - 1] for i in range(len(times))]

# %% wrong="gaps" why="the entry for the first is missing" says="nothing comes before 300"
def gaps(times):
    return [times[i] - times[i - 1] for i in range(1, len(times))]

# %% wrong="gaps" why="the gap after, not before" says="nothing comes before 300"
def gaps(times):
    return [times[i + 1] - times[i] for i in range(len(times) - 1)] + [None] if times else []

# %% wrong="gaps" why="0 for the first" says="nothing comes before 300"
def gaps(times):
    return [0] + [times[i] - times[i - 1] for i in range(1, len(times))] if times else []

# %% wrong="gaps" why="a truth test treats minute 0 like None" says="`if previous:` treats it like None"
def gaps(times):
    result, previous = [], None
    for time in times:
        result.append(time - previous if previous else None)
        previous = time
    return result

# %% wrong="gaps" why="the first time is never replaced" says="600 is 240 after 360"
def gaps(times):
    return [None if i == 0 else times[i] - times[0] for i in range(len(times))]

# %% wrong="gaps" why="an empty list has an entry" says="so no first one either"
def gaps(times):
    return [None] + [times[i] - times[i - 1] for i in range(1, len(times))]

# %% wrong="gaps" why="pandas' nan in place of None" says="the sign of pandas and NumPy"
def gaps(times):
    import pandas as pd

    return list(pd.Series(times, dtype=float).diff())

# %% wrong="gaps" why="the remembered time is set once, before the loop" says="gives three times None"
def gaps(times):
    result, previous = [], None
    for time in times:
        result.append(None if previous is None else time - previous)
    previous = time
    return result

# %% wrong="gaps" why="a NumPy array" says="should be a list"
def gaps(times):
    import numpy as np

    return np.array([np.nan, *np.diff(times)])

# %% wrong="gaps" why="a tuple" says="should be a list, in [ ]"
def gaps(times):
    return (None, *(now - before for before, now in zip(times, times[1:]))) if times else ()

# %% wrong="gaps" why="prints" says="without `return`"
def gaps(times):
    print([None] + [times[i] - times[i - 1] for i in range(1, len(times))])

# %% right="joined_rows" how="pairs counted in Python"
_f, _p = ["N1", "N1", "N2", None], ["N1", "N1", "N3", None]
_pairs = [(a, b) for a in _f for b in _p if a is not None and a == b]
_left = [a for a in _f if a is None or a not in _p]
_right = [b for b in _p if b is None or b not in _f]
joined_rows = {
    "JOIN": len(_pairs),
    "LEFT JOIN": len(_pairs) + len(_left),
    "FULL JOIN": len(_pairs) + len(_left) + len(_right),
    "SEMI JOIN": len(_f) - len(_left),
    "ANTI JOIN": len(_left),
    "NOT IN": 0,
}

# %% right="joined_rows" how="asked of DuckDB, other names"
_from = ("(VALUES (1, 'N1'), (2, 'N1'), (3, 'N2'), (4, NULL)) AS f(id, t) {} "
         "(VALUES ('N1'), ('N1'), ('N3'), (NULL)) AS p(t) USING (t)")
joined_rows = {how: int(con.execute(f"SELECT count(*) FROM (SELECT t FROM {_from.format(how)})").fetchone()[0])
               for how in ["ANTI JOIN", "FULL JOIN", "LEFT JOIN", "JOIN", "SEMI JOIN"]} | {"NOT IN": 0}

# %% wrong="joined_rows" why="one row per flight, as in a lookup" says="every pair gives a row"
joined_rows = {"JOIN": 2, "LEFT JOIN": 4, "FULL JOIN": 6, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 0}

# %% wrong="joined_rows" why="NULL meets NULL" says="the two NULLs are no pair"
joined_rows = {"JOIN": 5, "LEFT JOIN": 6, "FULL JOIN": 7, "SEMI JOIN": 3, "ANTI JOIN": 1, "NOT IN": 0}

# %% wrong="joined_rows" why="NULL meets NULL once, and N1 once each" says="meets both entries of N1"
joined_rows = {"JOIN": 3, "LEFT JOIN": 4, "FULL JOIN": 5, "SEMI JOIN": 3, "ANTI JOIN": 1, "NOT IN": 1}

# %% wrong="joined_rows" why="LEFT JOIN has as many rows as the left table" says="but not once each"
joined_rows = {"JOIN": 4, "LEFT JOIN": 4, "FULL JOIN": 8, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 0}

# %% wrong="joined_rows" why="LEFT JOIN drops NULL" says="the NULL hasn't either"
joined_rows = {"JOIN": 4, "LEFT JOIN": 5, "FULL JOIN": 8, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 0}

# %% wrong="joined_rows" why="the NULLs meet in the FULL JOIN" says="each is lonely on its own side"
joined_rows = {"JOIN": 4, "LEFT JOIN": 6, "FULL JOIN": 7, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 0}

# %% wrong="joined_rows" why="FULL is taken for LEFT" says="the lonely rows of both sides"
joined_rows = {"JOIN": 4, "LEFT JOIN": 6, "FULL JOIN": 6, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 0}

# %% wrong="joined_rows" why="SEMI multiplies like JOIN" says="two partners are as good as one"
joined_rows = {"JOIN": 4, "LEFT JOIN": 6, "FULL JOIN": 8, "SEMI JOIN": 4, "ANTI JOIN": 2, "NOT IN": 0}

# %% wrong="joined_rows" why="SEMI keeps NULL" says="the flight with NULL has no partner"
joined_rows = {"JOIN": 4, "LEFT JOIN": 6, "FULL JOIN": 8, "SEMI JOIN": 3, "ANTI JOIN": 2, "NOT IN": 0}

# %% wrong="joined_rows" why="ANTI drops NULL" says="It keeps both"
joined_rows = {"JOIN": 4, "LEFT JOIN": 6, "FULL JOIN": 8, "SEMI JOIN": 2, "ANTI JOIN": 1, "NOT IN": 0}

# %% wrong="joined_rows" why="ANTI taken for NOT IN" says="a NULL in the registry spoils nothing"
joined_rows = {"JOIN": 4, "LEFT JOIN": 6, "FULL JOIN": 8, "SEMI JOIN": 2, "ANTI JOIN": 0, "NOT IN": 0}

# %% wrong="joined_rows" why="NOT IN taken for ANTI" says="NOT IN is not ANTI JOIN"
joined_rows = {"JOIN": 4, "LEFT JOIN": 6, "FULL JOIN": 8, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 2}

# %% wrong="joined_rows" why="NOT IN keeps N2" says="for N2 the condition ends in"
joined_rows = {"JOIN": 4, "LEFT JOIN": 6, "FULL JOIN": 8, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 1}

# %% wrong="joined_rows" why="all pairs" says="Draw the lines between the two lists"
joined_rows = {"JOIN": 16, "LEFT JOIN": 16, "FULL JOIN": 16, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 0}

# %% wrong="joined_rows" why="more rows than pairs" says="each answer is from 0 to 16"
joined_rows = {"JOIN": 20, "LEFT JOIN": 6, "FULL JOIN": 8, "SEMI JOIN": 2, "ANTI JOIN": 2, "NOT IN": 0}

# %% right="trip_planes" how="a CTE of big planes, USING"
trip_planes = """
with big as (select * from planes where seats >= 20)
select ID, year as BUILT from trips left join big using (tailnum) order by id desc;
"""

# %% right="trip_planes" how="join all, then CASE"
trip_planes = """
SELECT t.id, CASE WHEN p.seats > 19 THEN p.year END AS built
FROM planes AS p RIGHT JOIN trips AS t ON t.tailnum = p.tailnum
"""

# %% right="trip_planes" how="a subquery in SELECT, no join"
trip_planes = """
SELECT id, (SELECT p.year FROM planes AS p WHERE p.tailnum = trips.tailnum AND NOT p.seats < 20) AS built FROM trips
"""

# %% right="trip_planes" how="matches and the rest, stacked"
trip_planes = """
SELECT t.id, p.year AS built FROM trips t JOIN planes p ON p.tailnum = t.tailnum AND p.seats >= 20
UNION ALL
SELECT t.id, NULL FROM trips t WHERE NOT EXISTS (SELECT 1 FROM planes p WHERE p.tailnum = t.tailnum AND p.seats >= 20)
"""

# %% wrong="trip_planes" why="an inner join" says="Every trip comes once"
trip_planes = """
SELECT t.id, p.year AS built FROM trips AS t JOIN planes AS p ON t.tailnum = p.tailnum AND p.seats >= 20
"""

# %% wrong="trip_planes" why="the condition after WHERE" says="WHERE runs after the join"
trip_planes = """
SELECT t.id, p.year AS built FROM trips AS t LEFT JOIN planes AS p ON t.tailnum = p.tailnum WHERE p.seats >= 20
"""

# %% wrong="trip_planes" why="WHERE with IS NULL loses trips of small planes" says="so trip 2 stays, without a year"
trip_planes = """
SELECT t.id, p.year AS built FROM trips AS t LEFT JOIN planes AS p ON t.tailnum = p.tailnum
WHERE p.seats >= 20 OR p.seats IS NULL
"""

# %% wrong="trip_planes" why="IS NULL after WHERE, N2 has met its plane" says="seats is 4, not NULL"
trip_planes = """
SELECT t.id, p.year AS built FROM trips AS t LEFT JOIN planes AS p USING (tailnum)
WHERE p.seats IS NULL OR p.seats >= 20
"""

# %% wrong="trip_planes" why="small planes accepted" says="N2 has 4, so trip 2 stays"
trip_planes = """
SELECT t.id, p.year AS built FROM trips AS t LEFT JOIN planes AS p ON t.tailnum = p.tailnum
"""

# %% wrong="trip_planes" why="more than 20 seats" says="20 seats are enough for N1"
trip_planes = """
SELECT t.id, p.year AS built FROM trips AS t LEFT JOIN planes AS p ON t.tailnum = p.tailnum AND p.seats > 20
"""

# %% wrong="trip_planes" why="a FULL JOIN adds planes that flew nothing" says="N5 flew nothing"
trip_planes = """
SELECT t.id, p.year AS built FROM trips AS t FULL JOIN planes AS p ON t.tailnum = p.tailnum AND p.seats >= 20
"""

# %% wrong="trip_planes" why="left and right exchanged" says="Every trip comes once"
trip_planes = """
SELECT t.id, p.year AS built FROM planes AS p LEFT JOIN trips AS t ON t.tailnum = p.tailnum AND p.seats >= 20
"""

# %% wrong="trip_planes" why="0 in place of NULL" says="0 would be a claim"
trip_planes = """
SELECT t.id, coalesce(p.year, 0) AS built
FROM trips AS t LEFT JOIN planes AS p ON t.tailnum = p.tailnum AND p.seats >= 20
"""

# %% right="storm_report" how="rain per day in a CTE, joined before grouping"
storm_report = """
with daily as (select origin, month, day, sum(precip) as rain from weather group by all)
select t.origin, t.month, t.day, count(*) as scheduled, count(*) - count(left_at) as cancelled, max(rain) as rain
from trips as t left join daily as d on t.origin = d.origin and t.month = d.month and t.day = d.day
group by t.origin, t.month, t.day;
"""

# %% right="storm_report" how="a subquery in SELECT"
storm_report = """
SELECT origin, month, day, count(id) AS scheduled, sum((left_at IS NULL)::INT) AS cancelled,
       (SELECT sum(w.precip) FROM weather AS w WHERE (w.origin, w.month, w.day) = (t.origin, t.month, t.day)) AS rain
FROM trips AS t GROUP BY origin, month, day
"""

# %% right="storm_report" how="FILTER, columns in another order"
storm_report = """
WITH daily AS (SELECT origin, month, day, sum(precip) AS rain FROM weather GROUP BY 1, 2, 3),
     flown AS (SELECT origin, month, day, count(*) AS scheduled, count(*) FILTER (left_at IS NULL) AS cancelled
               FROM trips GROUP BY 1, 2, 3)
SELECT rain, flown.* FROM flown NATURAL LEFT JOIN daily
"""

# %% wrong="storm_report" why="counts patched with DISTINCT, the rain still multiplies" says="which fell once"
storm_report = """
SELECT origin, month, day, count(DISTINCT id) AS scheduled,
       count(DISTINCT CASE WHEN left_at IS NULL THEN id END) AS cancelled, sum(precip) AS rain
FROM trips LEFT JOIN weather USING (origin, month, day) GROUP BY origin, month, day
"""

# %% wrong="storm_report" why="DISTINCT on the rain too: equal hours are merged" says="also if two hours are equal"
storm_report = """
SELECT origin, month, day, count(DISTINCT id) AS scheduled,
       count(DISTINCT CASE WHEN left_at IS NULL THEN id END) AS cancelled, sum(DISTINCT precip) AS rain
FROM trips LEFT JOIN weather USING (origin, month, day) GROUP BY origin, month, day
"""

# %% wrong="storm_report" why="an inner join of the two steps" says="it stays, its rain unknown"
storm_report = """
WITH d AS (SELECT origin, month, day, count(*) AS scheduled, count(*) - count(left_at) AS cancelled FROM trips GROUP BY ALL),
     r AS (SELECT origin, month, day, sum(precip) AS rain FROM weather GROUP BY ALL)
SELECT origin, month, day, scheduled, cancelled, rain FROM d JOIN r USING (origin, month, day)
"""

# %% wrong="storm_report" why="a FULL JOIN reports days without trips" says="JFK and the 9th are other places and days"
storm_report = """
WITH d AS (SELECT origin, month, day, count(*) AS scheduled, count(*) - count(left_at) AS cancelled FROM trips GROUP BY ALL),
     r AS (SELECT origin, month, day, sum(precip) AS rain FROM weather GROUP BY ALL)
SELECT origin, month, day, scheduled, cancelled, rain FROM d FULL JOIN r USING (origin, month, day)
"""

# %% wrong="storm_report" why="unknown rain becomes 0" says="month 12, day 31 has a trip and no weather"
storm_report = """
WITH d AS (SELECT origin, month, day, count(*) AS scheduled, count(*) - count(left_at) AS cancelled FROM trips GROUP BY ALL),
     r AS (SELECT origin, month, day, sum(precip) AS rain FROM weather GROUP BY ALL)
SELECT origin, month, day, scheduled, cancelled, coalesce(rain, 0) AS rain FROM d LEFT JOIN r USING (origin, month, day)
"""

# %% wrong="storm_report" why="LEFT JOIN alone mends nothing" says="which fell once"
storm_report = """
SELECT origin, month, day, count(*) AS scheduled, count(CASE WHEN left_at IS NULL THEN 1 END) AS cancelled,
       sum(precip) AS rain
FROM trips LEFT JOIN weather USING (origin, month, day) GROUP BY origin, month, day
"""

# %% wrong="storm_report" why="the airport is forgotten in the rain" says="JFK and the 9th are other places and days"
storm_report = """
WITH d AS (SELECT origin, month, day, count(*) AS scheduled, count(*) - count(left_at) AS cancelled FROM trips GROUP BY ALL),
     r AS (SELECT month, day, sum(precip) AS rain FROM weather GROUP BY ALL)
SELECT origin, month, day, scheduled, cancelled, rain FROM d LEFT JOIN r USING (month, day)
"""

# %% wrong="storm_report" why="only the hours are summed first: each trip's row repeats its sum" says="which fell once"
storm_report = """
WITH r AS (SELECT origin, month, day, sum(precip) AS rain FROM weather GROUP BY ALL)
SELECT t.origin, t.month, t.day, count(*) AS scheduled, count(CASE WHEN left_at IS NULL THEN 1 END) AS cancelled,
       sum(r.rain) AS rain
FROM trips AS t LEFT JOIN r USING (origin, month, day) GROUP BY t.origin, t.month, t.day
"""

# %% wrong="storm_report" why="a sum of nothing: ELSE 0 forgotten" says="none is 0, not NULL"
storm_report = """
WITH d AS (SELECT origin, month, day, count(*) AS scheduled, sum(CASE WHEN left_at IS NULL THEN 1 END) AS cancelled
           FROM trips GROUP BY ALL),
     r AS (SELECT origin, month, day, sum(precip) AS rain FROM weather GROUP BY ALL)
SELECT origin, month, day, scheduled, cancelled, rain FROM d LEFT JOIN r USING (origin, month, day)
"""

# %% wrong="storm_report" why="counts those that left" says="cancelled are the trips without a `left_at`"
storm_report = """
WITH d AS (SELECT origin, month, day, count(*) AS scheduled, count(left_at) AS cancelled FROM trips GROUP BY ALL),
     r AS (SELECT origin, month, day, sum(precip) AS rain FROM weather GROUP BY ALL)
SELECT origin, month, day, scheduled, cancelled, rain FROM d LEFT JOIN r USING (origin, month, day)
"""

# %% wrong="storm_report" why="trips thinned with DISTINCT" says="two trips that left in the same minute are still two"
storm_report = """
WITH d AS (SELECT origin, month, day, count(*) AS scheduled, count(*) - count(left_at) AS cancelled
           FROM (SELECT DISTINCT origin, month, day, left_at FROM trips) GROUP BY ALL),
     r AS (SELECT origin, month, day, sum(precip) AS rain FROM weather GROUP BY ALL)
SELECT origin, month, day, scheduled, cancelled, rain FROM d LEFT JOIN r USING (origin, month, day)
"""

# %% right="tied_rows" how="three rows, lists, the tie at the end"
tied_rows = [[5, 0], [9.5, -30], [9.5, 40.0]]

# %% right="tied_rows" how="a tuple of three peers"
tied_rows = ((7, 0), (7, 0), (7, 300))

# %% right="tied_rows" how="NumPy numbers"
import numpy as np

tied_rows = [(np.int64(6), np.int64(0)), (np.int64(6), np.float64(60))]

# %% wrong="tied_rows" why="nan to make the difference" says="without NULL"
tied_rows = [(6, 10), (6, float("nan"))]

# %% wrong="tied_rows" why="a truth value in place of a number" says="a pair like (6, 10)"
tied_rows = [(True, 0), (True, 60)]

# %% wrong="tied_rows" why="the example: no peers" says="every hour occurs once"
tied_rows = [(6, 10), (7, 30)]

# %% wrong="tied_rows" why="unordered hours, wild delays, no peers" says="every hour occurs once"
tied_rows = [(9, 0), (7, 900), (8, -50)]

# %% wrong="tied_rows" why="equal delays, not equal hours" says="every hour occurs once"
tied_rows = [(6, 10), (7, 10)]

# %% wrong="tied_rows" why="peers with equal delays" says="with equal delays"
tied_rows = [(6, 10), (6, 10), (7, 90)]

# %% wrong="tied_rows" why="too close together" says="10 or more are asked for"
tied_rows = [(6, 10), (6, 20)]

# %% wrong="tied_rows" why="NULL to make the difference" says="without NULL"
tied_rows = [(6, 10), (6, None)]

# %% wrong="tied_rows" why="four rows" says="a list of one to three pairs"
tied_rows = [(6, 10), (6, 20), (6, 90), (6, 100)]

# %% wrong="tied_rows" why="the answer's table" says="a list of one to three pairs"
tied_rows = try_windows([(6, 0), (6, 60)])

# %% right="workdays" how="lag as a column of its own, sum with ROWS, ELSE turned round"
workdays = """
WITH gaps AS (
    SELECT tailnum, planned, lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) AS before FROM trips
), marked AS (
    SELECT *, CASE WHEN before IS NULL OR planned >= before + INTERVAL 8 HOURS THEN 1 ELSE 0 END AS begins
    FROM gaps WHERE tailnum IS NOT NULL
), numbered AS (
    SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned ROWS UNBOUNDED PRECEDING) AS island FROM marked
)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM numbered GROUP BY tailnum, island ORDER BY 1, 2;
"""

# %% right="workdays" how="beginnings, and for each departure the latest beginning"
workdays = """
with starts as (
    select tailnum, planned as starts from trips as a where tailnum is not null and not exists (
        select 1 from trips as b where b.tailnum = a.tailnum and b.planned < a.planned
        and a.planned - b.planned < interval 8 hours)
)
select t.tailnum as TAILNUM, s.starts, count(*) as legs
from trips as t asof join starts as s on t.tailnum = s.tailnum and t.planned >= s.starts
group by t.tailnum, s.starts
"""

# %% right="workdays" how="one running sum over all planes, epoch seconds"
workdays = """
WITH m AS (
    SELECT *, coalesce(epoch(planned) - epoch(lag(planned) OVER (PARTITION BY tailnum ORDER BY planned)), 1e9) >= 28800 AS b
    FROM trips WHERE tailnum IS NOT NULL
), n AS (SELECT *, count(CASE WHEN b THEN 1 END) OVER (ORDER BY tailnum, planned) AS island FROM m)
SELECT any_value(tailnum) AS tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY island
"""

# %% wrong="workdays" why="more than 8 hours, not 8 or more" says="8 hours or more begin a new workday"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) <= INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL),
     n AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island FROM m)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY tailnum, island
"""

# %% wrong="workdays" why="date_diff counts hour marks" says="N1 waits 7:59 hours, which is less than 8"
workdays = """
WITH m AS (SELECT tailnum, planned,
                  CASE WHEN date_diff('hour', lag(planned) OVER (PARTITION BY tailnum ORDER BY planned), planned) < 8
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL),
     n AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island FROM m)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY tailnum, island
"""

# %% wrong="workdays" why="no partition in lag" says="each plane has its own row before"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (ORDER BY planned) < INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL),
     n AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island FROM m)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY tailnum, island
"""

# %% wrong="workdays" why="no partition in the running sum" says="each plane has its own row before"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) < INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL),
     n AS (SELECT *, sum(begins) OVER (ORDER BY planned) AS island FROM m)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY tailnum, island
"""

# %% wrong="workdays" why="grouped by the number alone" says="each plane has its own row before"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) < INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL),
     n AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island FROM m)
SELECT min(tailnum) AS tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY island
"""

# %% wrong="workdays" why="grouped by the mark, without a running sum" says="the sum of the marks up to a row"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) < INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM m GROUP BY tailnum, begins
"""

# %% wrong="workdays" why="the calendar day" says="midnight is an hour like any other"
workdays = """
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM trips WHERE tailnum IS NOT NULL
GROUP BY tailnum, CAST(planned AS DATE)
"""

# %% wrong="workdays" why="measured from the first departure" says="not from the first one"
workdays = """
WITH m AS (SELECT tailnum, planned, floor(epoch(planned - min(planned) OVER (PARTITION BY tailnum)) / 28800) AS island
           FROM trips WHERE tailnum IS NOT NULL)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM m GROUP BY tailnum, island
"""

# %% wrong="workdays" why="the sum does not run: no ORDER BY" says="a sum runs only with ORDER BY"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) < INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL),
     n AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum) AS island FROM m)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY tailnum, island
"""

# %% wrong="workdays" why="the time made into text" says="makes text of another column too"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) < INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL),
     n AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island FROM m)
SELECT tailnum, min(planned)::VARCHAR AS starts, count(*) AS legs FROM n GROUP BY tailnum, island
"""

# %% wrong="workdays" why="trips without a tail number kept" says="trips without a tail number are left out"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) < INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips),
     n AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island FROM m)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY tailnum, island
"""

# %% wrong="workdays" why="the first departure is lost with its NULL" says="the first departure counts, though its lag is NULL"
workdays = """
WITH m AS (SELECT tailnum, planned, planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) AS gap FROM trips),
     n AS (SELECT *, sum(CASE WHEN gap < INTERVAL 8 HOURS THEN 0 ELSE 1 END) OVER (PARTITION BY tailnum ORDER BY planned) AS island
           FROM m WHERE gap IS NOT NULL)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM n WHERE tailnum IS NOT NULL GROUP BY tailnum, island
"""

# %% wrong="workdays" why="the marks are summed backwards" says="the sum of the marks up to a row"
workdays = """
WITH m AS (SELECT tailnum, planned, CASE WHEN planned - lag(planned) OVER (PARTITION BY tailnum ORDER BY planned) < INTERVAL 8 HOURS
                  THEN 0 ELSE 1 END AS begins FROM trips WHERE tailnum IS NOT NULL),
     n AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned DESC) AS island FROM m)
SELECT tailnum, min(planned) AS starts, count(*) AS legs FROM n GROUP BY tailnum, island
"""

# %% right="board" how="a self join, averaged"
board = """
WITH gone AS (SELECT row_number() OVER () AS n, * FROM trips WHERE left_at IS NOT NULL)
SELECT any_value(a.origin) AS origin, any_value(a.left_at) AS left_at, avg(b.dep_delay) AS recent
FROM gone AS a JOIN gone AS b ON a.origin = b.origin AND b.left_at BETWEEN a.left_at - INTERVAL 60 MINUTES AND a.left_at
GROUP BY a.n;
"""

# %% right="board" how="a named window, a sum over a count, order by seconds"
board = """
select origin, left_at, sum(dep_delay) over w / count(*) over w as RECENT
from trips where dep_delay is not null
window w as (partition by origin order by epoch(left_at) range between 3600 preceding and current row)
order by left_at
"""

# %% right="board" how="a subquery in SELECT"
board = """
SELECT t.origin, t.left_at, (SELECT avg(o.dep_delay) FROM trips AS o WHERE o.origin = t.origin AND o.left_at <= t.left_at
                             AND t.left_at - o.left_at <= INTERVAL 1 HOUR) AS recent
FROM trips AS t WHERE NOT t.left_at IS NULL
"""

# %% wrong="board" why="ordered by plan: looks at delays nobody knows" says="9:00 left at 11:00, so nobody knew its delay at 10:00"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY planned
                                             RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND CURRENT ROW) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="no frame: since the first flight" says="the one of 10:00 is more than an hour ago"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="60 rows, not 60 minutes" says="the one of 10:00 is more than an hour ago"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at ROWS BETWEEN 60 PRECEDING AND CURRENT ROW) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="the last three rows" says="more than an hour ago"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="one board for all airports" says="each airport has its own board"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (ORDER BY left_at RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND CURRENT ROW) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="cancelled flights on the board" says="a cancelled flight is on no board"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at
                                             RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND CURRENT ROW) AS recent
FROM trips
"""

# %% wrong="board" why="an hour to both sides: the future" says="At 11:00 the flights that left at 10:00, 10:30 and 11:00 count"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at
                                  RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND INTERVAL 1 HOUR FOLLOWING) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="an hour to the minute is left out" says="At 11:00 the flights that left at 10:00, 10:30 and 11:00 count"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at
                                             RANGE BETWEEN INTERVAL 59 MINUTES PRECEDING AND CURRENT ROW) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="by the clock hour" says="At 11:00 the flights that left at 10:00, 10:30 and 11:00 count"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin, date_trunc('hour', left_at)) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="without the flight itself and its peers" says="At 11:00 the flights that left at 10:00, 10:30 and 11:00 count"
board = """
SELECT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at
                          RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND INTERVAL 1 MINUTE PRECEDING) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% wrong="board" why="DISTINCT merges flights that left together" says="three flights left at 12:00"
board = """
SELECT DISTINCT origin, left_at, avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at
                                             RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND CURRENT ROW) AS recent
FROM trips WHERE left_at IS NOT NULL
"""

# %% right="known_rain" how="as-of join to a CTE of fresh times, then an ordinary join on the hour"
known_rain = """
WITH complete AS (SELECT origin, time_hour + INTERVAL 1 HOUR AS since, precip FROM weather),
     latest AS (SELECT t.id, t.moment, c.since, c.precip
                FROM trips AS t ASOF LEFT JOIN complete AS c ON c.since <= t.moment AND c.origin = t.origin)
SELECT id, CASE WHEN since >= moment - INTERVAL 3 HOURS THEN precip ELSE NULL END AS precip FROM latest;
"""

# %% right="known_rain" how="no ASOF: candidates in a join, numbered, the first kept"
known_rain = """
with c as (
    select t.id, w.precip, row_number() over (partition by t.id order by w.time_hour desc) as n
    from trips as t left join weather as w on t.origin = w.origin
     and w.time_hour between t.moment - interval 4 hours and t.moment - interval 1 hour
)
select ID, PRECIP from c where n = 1
"""

# %% right="known_rain" how="a subquery in SELECT"
known_rain = """
SELECT id, (SELECT w.precip FROM weather AS w WHERE w.origin = trips.origin AND w.time_hour + INTERVAL 60 MINUTES <= moment
            AND moment - w.time_hour <= INTERVAL 240 MINUTES ORDER BY w.time_hour DESC LIMIT 1) AS precip
FROM trips
"""

# %% right="known_rain" how="arg_max over an ordinary left join"
known_rain = """
SELECT t.id, arg_max(w.precip, w.time_hour) AS precip
FROM trips AS t LEFT JOIN weather AS w
  ON w.origin = t.origin AND epoch(t.moment) - epoch(w.time_hour) >= 3600 AND epoch(t.moment) - epoch(w.time_hour) <= 14400
GROUP BY t.id
"""

# %% wrong="known_rain" why="the row that is not complete yet" says="at 15:30 the row of 15:00 is not complete"
known_rain = """
SELECT t.id, CASE WHEN t.moment - w.time_hour <= INTERVAL 4 HOURS THEN w.precip END AS precip
FROM trips AS t ASOF LEFT JOIN weather AS w ON t.origin = w.origin AND t.moment >= w.time_hour
"""

# %% wrong="known_rain" why="complete exactly then is taken as too late" says="at 16:00 it is, in time"
known_rain = """
SELECT t.id, CASE WHEN t.moment - w.time_hour <= INTERVAL 4 HOURS THEN w.precip END AS precip
FROM trips AS t ASOF LEFT JOIN weather AS w ON t.origin = w.origin AND t.moment > w.time_hour + INTERVAL 1 HOUR
"""

# %% wrong="known_rain" why="ASOF JOIN loses trips" says="both trips stay, with NULL"
known_rain = """
SELECT t.id, CASE WHEN t.moment - w.time_hour <= INTERVAL 4 HOURS THEN w.precip END AS precip
FROM trips AS t ASOF JOIN weather AS w ON t.origin = w.origin AND t.moment >= w.time_hour + INTERVAL 1 HOUR
"""

# %% wrong="known_rain" why="no age limit" says="a minute later it is too old"
known_rain = """
SELECT t.id, w.precip
FROM trips AS t ASOF LEFT JOIN weather AS w ON t.origin = w.origin AND t.moment >= w.time_hour + INTERVAL 1 HOUR
"""

# %% wrong="known_rain" why="the limit in a WHERE" says="WHERE runs after the join"
known_rain = """
SELECT t.id, w.precip
FROM trips AS t ASOF LEFT JOIN weather AS w ON t.origin = w.origin AND t.moment >= w.time_hour + INTERVAL 1 HOUR
WHERE t.moment - w.time_hour <= INTERVAL 4 HOURS
"""

# %% wrong="known_rain" why="three hours counted from time_hour" says="3 hours old at 19:00, which is allowed"
known_rain = """
SELECT t.id, CASE WHEN t.moment - w.time_hour <= INTERVAL 3 HOURS THEN w.precip END AS precip
FROM trips AS t ASOF LEFT JOIN weather AS w ON t.origin = w.origin AND t.moment >= w.time_hour + INTERVAL 1 HOUR
"""

# %% wrong="known_rain" why="the border of the age left out" says="3 hours old at 19:00, which is allowed"
known_rain = """
SELECT t.id, CASE WHEN t.moment - w.time_hour < INTERVAL 4 HOURS THEN w.precip END AS precip
FROM trips AS t ASOF LEFT JOIN weather AS w ON t.origin = w.origin AND t.moment >= w.time_hour + INTERVAL 1 HOUR
"""

# %% wrong="known_rain" why="the airport is forgotten" says="LGA has no weather at all"
known_rain = """
SELECT t.id, CASE WHEN t.moment - w.time_hour <= INTERVAL 4 HOURS THEN w.precip END AS precip
FROM trips AS t ASOF LEFT JOIN weather AS w ON t.moment >= w.time_hour + INTERVAL 1 HOUR
"""

# %% wrong="known_rain" why="equal times" says="at 15:30 the row of 15:00 is not complete"
known_rain = """
SELECT t.id, w.precip
FROM trips AS t LEFT JOIN weather AS w ON t.origin = w.origin AND t.moment = w.time_hour + INTERVAL 1 HOUR
"""

# %% wrong="known_rain" why="every row before: fan-out" says="the latest complete row wins"
known_rain = """
SELECT t.id, w.precip
FROM trips AS t LEFT JOIN weather AS w ON t.origin = w.origin AND t.moment >= w.time_hour + INTERVAL 1 HOUR
 AND t.moment - w.time_hour <= INTERVAL 4 HOURS
"""

# %% wrong="known_rain" why="the nearest hour, on either side" says="At 13:59 nothing is complete yet"
known_rain = """
SELECT t.id, arg_min(w.precip, abs(epoch(t.moment) - epoch(w.time_hour) - 3600)) AS precip
FROM trips AS t LEFT JOIN weather AS w ON t.origin = w.origin AND abs(epoch(t.moment) - epoch(w.time_hour) - 3600) <= 10800
GROUP BY t.id
"""

# %% right="border" how="groups of equal recent first, then ROWS is harmless; benefits in place of costs"
border = """
with g as (select recent, sum(4 * bad - 1) as gain from past group by recent),
     r as (select recent, sum(gain) over (order by recent desc rows unbounded preceding) as total from g)
select recent as BORDER from r order by total desc, recent limit 1;
"""

# %% right="border" how="every border tried against every flight"
border = """
SELECT b.recent AS border
FROM (SELECT DISTINCT recent FROM past) AS b CROSS JOIN past AS p
GROUP BY b.recent
ORDER BY sum(CASE WHEN p.recent >= b.recent THEN 1 - p.bad ELSE 3 * p.bad END)
LIMIT 1
"""

# %% right="border" how="arg_min, which gives NULL where past is empty; a frame written out"
border = """
SELECT arg_min(recent, cost) AS border
FROM (SELECT recent, sum(CASE WHEN bad = 1 THEN 0 ELSE 1 END) OVER w - 3 * sum(bad) OVER w AS cost
      FROM past WINDOW w AS (ORDER BY recent DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
"""

# %% right="border" how="of equally cheap borders the highest"
border = """
WITH c AS (SELECT recent, sum(1 - 4 * bad) OVER (ORDER BY recent DESC) AS cost FROM past)
SELECT max(recent) AS border FROM c WHERE cost = (SELECT min(cost) FROM c)
"""

# %% wrong="border" why="ROWS splits peers" says="they are warned together"
border = """
WITH c AS (SELECT recent, sum(1 - bad) OVER w + 3 * (sum(bad) OVER () - sum(bad) OVER w) AS cost
           FROM past WINDOW w AS (ORDER BY recent DESC ROWS UNBOUNDED PRECEDING))
SELECT recent AS border FROM c ORDER BY cost LIMIT 1
"""

# %% wrong="border" why="ROWS on flights sorted the lucky way" says="at 10 stand one bad flight and four others"
border = """
WITH c AS (SELECT recent, sum(1 - bad) OVER w + 3 * (sum(bad) OVER () - sum(bad) OVER w) AS cost
           FROM past WINDOW w AS (ORDER BY recent DESC, bad DESC))
SELECT recent AS border FROM c ORDER BY cost LIMIT 1
"""

# %% wrong="border" why="missing warnings cost 1 too" says="20 warns one needlessly"
border = """
WITH c AS (SELECT recent, sum(1 - bad) OVER w + (sum(bad) OVER () - sum(bad) OVER w) AS cost
           FROM past WINDOW w AS (ORDER BY recent DESC))
SELECT recent AS border FROM c ORDER BY cost LIMIT 1
"""

# %% wrong="border" why="the costs the wrong way round" says="20 warns one needlessly"
border = """
WITH c AS (SELECT recent, 3 * sum(1 - bad) OVER w + (sum(bad) OVER () - sum(bad) OVER w) AS cost
           FROM past WINDOW w AS (ORDER BY recent DESC))
SELECT recent AS border FROM c ORDER BY cost LIMIT 1
"""

# %% wrong="border" why="bad flights above the border are counted as missed" says="30 misses one bad flight"
border = """
WITH c AS (SELECT recent, sum(1 - bad) OVER w + 3 * sum(bad) OVER w AS cost FROM past WINDOW w AS (ORDER BY recent DESC))
SELECT recent AS border FROM c ORDER BY cost LIMIT 1
"""

# %% wrong="border" why="warns below the border: DESC forgotten" says="ORDER BY recent DESC turns them round"
border = """
WITH c AS (SELECT recent, sum(1 - bad) OVER w + 3 * (sum(bad) OVER () - sum(bad) OVER w) AS cost
           FROM past WINDOW w AS (ORDER BY recent))
SELECT recent AS border FROM c ORDER BY cost LIMIT 1
"""

# %% wrong="border" why="the dearest border" says="30 misses one bad flight"
border = """
WITH c AS (SELECT recent, sum(1 - bad) OVER w + 3 * (sum(bad) OVER () - sum(bad) OVER w) AS cost
           FROM past WINDOW w AS (ORDER BY recent DESC))
SELECT recent AS border FROM c ORDER BY cost DESC LIMIT 1
"""

# %% wrong="border" why="the value whose own share of bad passes a quarter" says="border 9 misses two bad flights"
border = """
SELECT min(recent) AS border FROM (SELECT recent FROM past GROUP BY recent HAVING avg(bad) > 0.25)
"""

# %% wrong="border" why="the needless warnings only" says="30 misses one bad flight"
border = """
SELECT recent AS border FROM (SELECT recent, sum(1 - bad) OVER (ORDER BY recent DESC) AS cost FROM past) ORDER BY cost, recent DESC LIMIT 1
"""

# %% wrong="border" why="the cost in place of the border" says="1 is the lowest cost"
border = """
WITH c AS (SELECT recent, sum(1 - bad) OVER w + 3 * (sum(bad) OVER () - sum(bad) OVER w) AS cost
           FROM past WINDOW w AS (ORDER BY recent DESC))
SELECT min(cost) AS border FROM c
"""

# %% wrong="border" why="a border's own bad flights count as missed" says="20 warns one needlessly, misses none"
border = """
WITH c AS (SELECT recent, sum(1 - bad) OVER (ORDER BY recent DESC) + 3 * sum(bad) OVER (ORDER BY recent) AS cost FROM past)
SELECT recent AS border FROM c ORDER BY cost LIMIT 1
"""

# %% wrong="border" why="all cheapest rows, peers among them" says="One row is asked for, with the border 20"
border = """
WITH c AS (SELECT recent, sum(1 - 4 * bad) OVER (ORDER BY recent DESC) AS cost FROM past)
SELECT recent AS border FROM c WHERE cost = (SELECT min(cost) FROM c)
"""

# %% wrong="border" why="all cheapest borders, peers merged" says="borders 9 and 2 both cost 3"
border = """
WITH c AS (SELECT recent, sum(1 - 4 * bad) OVER (ORDER BY recent DESC) AS cost FROM past)
SELECT DISTINCT recent AS border FROM c WHERE cost = (SELECT min(cost) FROM c)
"""

# %% equivalent="trip_planes" because="each id comes once, so no two rows are equal"
trip_planes = """
SELECT DISTINCT t.id, p.year AS built
FROM trips AS t LEFT JOIN planes AS p ON t.tailnum = p.tailnum AND p.seats >= 20
"""

# %% equivalent="known_rain" because="each id comes once, so no two rows are equal"
known_rain = """
SELECT DISTINCT t.id, CASE WHEN t.moment - w.time_hour <= INTERVAL 4 HOURS THEN w.precip END AS precip
FROM trips AS t ASOF LEFT JOIN weather AS w
  ON t.origin = w.origin AND t.moment >= w.time_hour + INTERVAL 1 HOUR
"""

# %% equivalent="tied_rows" because="two peers far enough apart in delay: any such rows are asked for"
tied_rows = [(6, 60), (6, 0)]

# %% equivalent="tied_rows" because="two peers far enough apart in delay: any such rows are asked for"
tied_rows = [(6, 1), (6, 60)]

# %% equivalent="tied_rows" because="two peers far enough apart in delay: any such rows are asked for"
tied_rows = [(6, -1), (6, 60)]

# %% equivalent="tied_rows" because="two peers far enough apart in delay: any such rows are asked for"
tied_rows = [(6, 0), (6, 61)]

# %% equivalent="tied_rows" because="two peers far enough apart in delay: any such rows are asked for"
tied_rows = [(6, 0), (6, 59)]

# %% equivalent="workdays" because="a sum of twos numbers the islands as well as a sum of ones"
workdays = """
WITH marked AS (
    SELECT tailnum, planned,
           CASE WHEN planned - lag(planned) OVER w < INTERVAL 8 HOURS THEN 0 ELSE 2 END AS begins
    FROM trips
    WHERE tailnum IS NOT NULL
    WINDOW w AS (PARTITION BY tailnum ORDER BY planned)
), numbered AS (
    SELECT tailnum, planned, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island
    FROM marked
)
SELECT tailnum, min(planned) AS starts, count(*) AS legs
FROM numbered
GROUP BY tailnum, island
"""

# %% equivalent="workdays" because="planned is never NULL"
workdays = """
WITH marked AS (
    SELECT tailnum, planned,
           CASE WHEN planned - lag(planned) OVER w < INTERVAL 8 HOURS THEN 0 ELSE 1 END AS begins
    FROM trips
    WHERE tailnum IS NOT NULL
    WINDOW w AS (PARTITION BY tailnum ORDER BY planned NULLS FIRST)
), numbered AS (
    SELECT tailnum, planned, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island
    FROM marked
)
SELECT tailnum, min(planned) AS starts, count(*) AS legs
FROM numbered
GROUP BY tailnum, island
"""

# %% equivalent="workdays" because="planned is never NULL"
workdays = """
WITH marked AS (
    SELECT tailnum, planned,
           CASE WHEN planned - lag(planned) OVER w < INTERVAL 8 HOURS THEN 0 ELSE 1 END AS begins
    FROM trips
    WHERE tailnum IS NOT NULL
    WINDOW w AS (PARTITION BY tailnum ORDER BY planned)
), numbered AS (
    SELECT tailnum, planned, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned NULLS FIRST) AS island
    FROM marked
)
SELECT tailnum, min(planned) AS starts, count(*) AS legs
FROM numbered
GROUP BY tailnum, island
"""

# %% equivalent="workdays" because="planned is never NULL"
workdays = """
WITH marked AS (
    SELECT tailnum, planned,
           CASE WHEN planned - lag(planned) OVER w < INTERVAL 8 HOURS THEN 0 ELSE 1 END AS begins
    FROM trips
    WHERE tailnum IS NOT NULL
    WINDOW w AS (PARTITION BY tailnum ORDER BY planned)
), numbered AS (
    SELECT tailnum, planned, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island
    FROM marked
)
SELECT tailnum, min(planned) AS starts, count(planned) AS legs
FROM numbered
GROUP BY tailnum, island
"""

# %% equivalent="workdays" because="two workdays of one plane never start together, so no two rows are equal"
workdays = """
WITH marked AS (
    SELECT tailnum, planned,
           CASE WHEN planned - lag(planned) OVER w < INTERVAL 8 HOURS THEN 0 ELSE 1 END AS begins
    FROM trips
    WHERE tailnum IS NOT NULL
    WINDOW w AS (PARTITION BY tailnum ORDER BY planned)
), numbered AS (
    SELECT tailnum, planned, sum(begins) OVER (PARTITION BY tailnum ORDER BY planned) AS island
    FROM marked
)
SELECT DISTINCT tailnum, min(planned) AS starts, count(*) AS legs
FROM numbered
GROUP BY tailnum, island
"""

# %% equivalent="board" because="dep_delay is NULL exactly where left_at is"
board = """
SELECT origin, left_at,
       avg(dep_delay) OVER (PARTITION BY origin ORDER BY left_at
                            RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND CURRENT ROW) AS recent
FROM trips
WHERE dep_delay IS NOT NULL
"""

# %% equivalent="border" because="recent is never NULL"
border = """
WITH costs AS (
    SELECT recent,
           sum(1 - bad) OVER (ORDER BY recent DESC NULLS FIRST)
           + 3 * (sum(bad) OVER () - sum(bad) OVER (ORDER BY recent DESC)) AS cost
    FROM past
)
SELECT recent AS border
FROM costs
ORDER BY cost
LIMIT 1
"""

# %% equivalent="border" because="recent is never NULL"
border = """
WITH costs AS (
    SELECT recent,
           sum(1 - bad) OVER (ORDER BY recent DESC)
           + 3 * (sum(bad) OVER () - sum(bad) OVER (ORDER BY recent DESC NULLS FIRST)) AS cost
    FROM past
)
SELECT recent AS border
FROM costs
ORDER BY cost
LIMIT 1
"""

# %% equivalent="border" because="cost is never NULL"
border = """
WITH costs AS (
    SELECT recent,
           sum(1 - bad) OVER (ORDER BY recent DESC)
           + 3 * (sum(bad) OVER () - sum(bad) OVER (ORDER BY recent DESC)) AS cost
    FROM past
)
SELECT recent AS border
FROM costs
ORDER BY cost NULLS FIRST
LIMIT 1
"""

# %% equivalent="border" because="the same number for every row changes all costs alike, and not which is the lowest"
border = """
WITH costs AS (
    SELECT recent,
           sum(1 - bad) OVER (ORDER BY recent DESC)
           + 3 * (sum(recent) OVER () - sum(bad) OVER (ORDER BY recent DESC)) AS cost
    FROM past
)
SELECT recent AS border
FROM costs
ORDER BY cost
LIMIT 1
"""

# %% equivalent="border" because="the same number for every row changes all costs alike, and not which is the lowest"
border = """
WITH costs AS (
    SELECT recent,
           sum(1 - bad) OVER (ORDER BY recent DESC)
           + 3 * (avg(bad) OVER () - sum(bad) OVER (ORDER BY recent DESC)) AS cost
    FROM past
)
SELECT recent AS border
FROM costs
ORDER BY cost
LIMIT 1
"""

# %% equivalent="border" because="the same number for every row changes all costs alike, and not which is the lowest"
border = """
WITH costs AS (
    SELECT recent,
           sum(1 - bad) OVER (ORDER BY recent DESC)
           + 3 * (max(bad) OVER () - sum(bad) OVER (ORDER BY recent DESC)) AS cost
    FROM past
)
SELECT recent AS border
FROM costs
ORDER BY cost
LIMIT 1
"""
