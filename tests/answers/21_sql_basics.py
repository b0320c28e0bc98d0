# Answers to the exercises of lesson 21, right and wrong, each with the message a wrong one must get.

# %% right="python_first" how="Python's own answers, asked for"
python_first = {
    "7 // 2": 7 // 2,
    "-7 // 2": -7 // 2,
    "None == None": str(None == None),
    "None > 15": "TypeError",
}

# %% right="python_first" how="the keys in another order"
python_first = dict([("None > 15", "TypeError"), ("None == None", "True"), ("-7 // 2", -4), ("7 // 2", 3)])

# %% wrong="python_first" why="// cuts towards zero, as in C and SQL" says="down from -3.5 is further from zero"
python_first = {"7 // 2": 3, "-7 // 2": -3, "None == None": "True", "None > 15": "TypeError"}

# %% wrong="python_first" why="None behaves like NULL" says="Is a thing equal to itself?"
python_first = {"7 // 2": 3, "-7 // 2": -4, "None == None": "None", "None > 15": "TypeError"}

# %% wrong="python_first" why="None counts as 0" says="no order between None and a number"
python_first = {"7 // 2": 3, "-7 // 2": -4, "None == None": "True", "None > 15": "False"}

# %% wrong="python_first" why="// is taken for /" says="a whole number, but is a number (float): 3.5"
python_first = {"7 // 2": 3.5, "-7 // 2": -3.5, "None == None": "True", "None > 15": "TypeError"}

# %% wrong="python_first" why="// rounds" says="how many whole twos fit into seven"
python_first = {"7 // 2": 4, "-7 // 2": -4, "None == None": "True", "None > 15": "TypeError"}

# %% wrong="python_first" why="the words are written as Python's values" says="should be text in quotes"
python_first = {"7 // 2": 3, "-7 // 2": -4, "None == None": True, "None > 15": "TypeError"}

# %% wrong="python_first" why="None spoils every comparison, as NULL does" says="no order between None and a number"
python_first = {"7 // 2": 3, "-7 // 2": -4, "None == None": "True", "None > 15": "None"}

# %% right="late_share" how="one walk, two counters"
def late_share(delays):
    arrived = late = 0
    for delay in delays:
        if delay is None:
            continue
        arrived += 1
        if delay > 15:
            late += 1
    return late / arrived if arrived else None

# %% right="late_share" how="NumPy, with NaN for the missing ones"
def late_share(delays: list[float | None]) -> float | None:
    import numpy as np

    known = np.array(delays, dtype=float)
    known = known[~np.isnan(known)]
    return (known > 15).mean() if known.size else None

# %% right="late_share" how="sorted, then the place of 15 by bisection"
def late_share(delays):
    from bisect import bisect_right

    known = sorted(filter(lambda delay: delay is not None, delays))
    try:
        return 1 - bisect_right(known, 15) / len(known)
    except ZeroDivisionError:
        return None

# %% wrong="late_share" why="divides by all flights" says="is neither late nor punctual"
def late_share(delays):
    if not delays:
        return None
    return sum(delay is not None and delay > 15 for delay in delays) / len(delays)

# %% wrong="late_share" why="15 counts as late" says="15 is not more than 15"
def late_share(delays):
    arrived = [delay for delay in delays if delay is not None]
    return sum(delay >= 15 for delay in arrived) / len(arrived) if arrived else None

# %% wrong="late_share" why="a truth test throws 0 out with None" says="`if delay:` treats 0 like None"
def late_share(delays):
    arrived = [delay for delay in delays if delay]
    return sum(delay > 15 for delay in arrived) / len(arrived) if arrived else None

# %% wrong="late_share" why="no arrivals give 0" says="0 would be a claim"
def late_share(delays):
    arrived = [delay for delay in delays if delay is not None]
    return sum(delay > 15 for delay in arrived) / max(len(arrived), 1)

# %% wrong="late_share" why="only the empty list is thought of" says="the divisor is 0"
def late_share(delays):
    if not delays:
        return None
    arrived = [delay for delay in delays if delay is not None]
    return sum(delay > 15 for delay in arrived) / len(arrived)

# %% wrong="late_share" why="compares None with a number" says="stopped with TypeError"
def late_share(delays):
    return sum(delay > 15 for delay in delays) / len(delays)

# %% wrong="late_share" why="percent, not a share" says="a percentage where a share is asked for"
def late_share(delays):
    arrived = [delay for delay in delays if delay is not None]
    return 100 * sum(delay > 15 for delay in arrived) / len(arrived) if arrived else None

# %% wrong="late_share" why="whole-number division" says="The part after the point is lost"
def late_share(delays):
    arrived = [delay for delay in delays if delay is not None]
    return sum(delay > 15 for delay in arrived) // len(arrived) if arrived else None

# %% wrong="late_share" why="prints and returns nothing" says="without `return`"
def late_share(delays):
    arrived = [delay for delay in delays if delay is not None]
    print(sum(delay > 15 for delay in arrived) / len(arrived) if arrived else None)

# %% wrong="late_share" why="throws None out of the caller's own list" says="should leave what it is given as it was"
def late_share(delays):
    while None in delays:
        delays.remove(None)
    return sum(delay > 15 for delay in delays) / len(delays) if delays else None

# %% wrong="late_share" why="`or None`: a share of 0 is false too" says="none of them late"
def late_share(delays):
    arrived = [delay for delay in delays if delay is not None]
    return arrived and sum(delay > 15 for delay in arrived) / len(arrived) or None

# %% wrong="late_share" why="no late flight taken for no flight" says="none of them late"
def late_share(delays):
    arrived = late = 0
    for delay in delays:
        if delay is not None:
            arrived += 1
            late += delay > 15
    return late / arrived if late else None

# %% wrong="late_share" why="at least 16 minutes, as if delays were whole" says="15.5 is more than 15"
def late_share(delays):
    arrived = [delay for delay in delays if delay is not None]
    return sum(delay >= 16 for delay in arrived) / len(arrived) if arrived else None

# %% wrong="late_share" why="keeps whole numbers only" says="15.5 is more than 15"
def late_share(delays):
    arrived = [delay for delay in delays if isinstance(delay, int)]
    return sum(delay > 15 for delay in arrived) / len(arrived) if arrived else None

# %% wrong="late_share" why="equal delays merged by a set" says="two punctual arrivals and a late one"
def late_share(delays):
    arrived = set(delays) - {None}
    return sum(delay > 15 for delay in arrived) / len(arrived) if arrived else None

# %% wrong="late_share" why="the list outlives the call" says="is neither late"
arrived = []


def late_share(delays):
    for delay in delays:
        if delay is not None:
            arrived.append(delay)
    return sum(delay > 15 for delay in arrived) / len(arrived) if arrived else None

# %% wrong="late_share" why="early by more than 15 counts as late" says="none of them late"
def late_share(delays):
    arrived = [delay for delay in delays if delay is not None]
    return sum(abs(delay) > 15 for delay in arrived) / len(arrived) if arrived else None

# %% right="long_waits" how="small letters, a comment, a semicolon, position in ORDER BY of a subquery"
long_waits = """
-- the complaints desk
select s.carrier, s.dest, s.hours
from (select carrier, dest, arr_delay // 60 as hours, arr_delay from flights where origin = 'JFK') as s
where s.arr_delay > 600
order by s.arr_delay desc;
"""

# %% right="long_waits" how="a CTE, floor of a fraction (a float), ORDER BY in the other direction of the negative"
long_waits = """
WITH jfk AS (SELECT * FROM flights WHERE origin = 'JFK' AND NOT arr_delay <= 600)
SELECT carrier, dest, floor(arr_delay / 60) AS hours
FROM jfk
ORDER BY -arr_delay, carrier
"""

# %% right="long_waits" how="trunc, then CAST; column names in capitals; minutes as a remainder subtracted"
long_waits = """
SELECT CARRIER, DEST, CAST((arr_delay - arr_delay % 60) / 60 AS INTEGER) AS HOURS
FROM flights
WHERE arr_delay >= 601 AND origin IN ('JFK')
ORDER BY arr_delay DESC, dest
"""

# %% right="long_waits" how="a DECIMAL, and a window function for the order"
long_waits = """
SELECT carrier, dest, CAST(trunc(arr_delay / 60.0) AS DECIMAL(6, 1)) AS hours
FROM flights
WHERE origin = 'JFK' AND arr_delay > 600
ORDER BY row_number() OVER (ORDER BY arr_delay DESC)
"""

# %% wrong="long_waits" why="/ keeps the fraction" says="cut off, neither kept nor rounded"
long_waits = """
SELECT carrier, dest, arr_delay / 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="CAST rounds" says="cut off, neither kept nor rounded"
long_waits = """
SELECT carrier, dest, CAST(arr_delay / 60 AS INTEGER) AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="600 counts as more than 600" says="600 itself is not more"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay >= 600 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="sorted by the whole hours" says="though all three are 11 whole hours"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY hours DESC
"""

# %% wrong="long_waits" why="smallest first" says="though all three are 11 whole hours"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay
"""

# %% wrong="long_waits" why="flights from every airport" says="JFK only"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights WHERE arr_delay > 600 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="DISTINCT merges flights that look alike" says="DISTINCT would lose 29"
long_waits = """
SELECT carrier, dest, hours
FROM (SELECT DISTINCT carrier, dest, arr_delay, arr_delay // 60 AS hours FROM flights
      WHERE origin = 'JFK' AND arr_delay > 600)
ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="text in double quotes" says="Text stands in single quotes: 'JFK'"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = "JFK" AND arr_delay > 600 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="the column is not named" says="gets its name with AS"
long_waits = """
SELECT carrier, dest, arr_delay // 60 FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="a LIMIT is left over from the example" says="a LIMIT would lose some"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC LIMIT 4
"""

# %% wrong="long_waits" why="more than 10 whole hours is not more than 600 minutes" says="though both are 10 whole hours"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay // 60 > 10 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="more than ten hours, as a column of its own name" says="though both are 10 whole hours"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND hours > 10 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="SELECT DISTINCT" says="DISTINCT would lose 29"
long_waits = """
SELECT DISTINCT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="a LIMIT that hides behind small tables" says="a LIMIT would lose some"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC LIMIT 5
"""

# %% wrong="long_waits" why="the airport in small letters" says="JFK only"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'jfk' AND arr_delay > 600 ORDER BY arr_delay DESC
"""

# %% wrong="long_waits" why="the visible answer, written down" says="JFK only"
long_waits = """
SELECT * FROM (VALUES ('AA', 'SFO', 15), ('DL', 'TPA', 11), ('HA', 'HNL', 11), ('B6', 'SJU', 11)) AS answer(carrier, dest, hours)
"""

# %% wrong="long_waits" why="DESC stands behind one column only" says="905 minutes come first"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY hours, arr_delay DESC
"""

# %% wrong="long_waits" why="the ten longest" says="a LIMIT would lose some"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC LIMIT 10
"""

# %% wrong="long_waits" why="the hundred longest" says="a LIMIT would lose some"
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC LIMIT 100
"""

# %% wrong="long_waits" why="hours on a clock begin again after a day" says="the hours go on counting"
long_waits = """
SELECT carrier, dest, hour(TIME '00:00:00' + to_minutes(arr_delay)) AS hours FROM flights
WHERE origin = 'JFK' AND arr_delay > 600 ORDER BY arr_delay DESC
"""

# %% right="kept_rows" how="counted in Python, None kept apart"
_delays = [-5, 15, 20, 40, None]
_known = [delay for delay in _delays if delay is not None]
kept_rows = {
    "arr_delay > 15": sum(delay > 15 for delay in _known),
    "NOT (arr_delay > 15)": sum(not delay > 15 for delay in _known),
    "arr_delay = NULL": 0,
    "arr_delay <> 20": sum(delay != 20 for delay in _known),
    "arr_delay <> 20 OR arr_delay IS NULL": sum(delay != 20 for delay in _delays),
}

# %% right="kept_rows" how="asked of DuckDB"
kept_rows = {
    condition: int(con.execute(
        f"SELECT count(*) FROM (VALUES (-5), (15), (20), (40), (NULL)) AS delays(arr_delay) WHERE {condition}"
    ).fetchone()[0])
    for condition in ["arr_delay <> 20", "arr_delay = NULL", "arr_delay > 15", "NOT (arr_delay > 15)",
                      "arr_delay <> 20 OR arr_delay IS NULL"]
}

# %% wrong="kept_rows" why="NOT of unknown taken for true" says="NOT NULL is still NULL"
kept_rows = {"arr_delay > 15": 2, "NOT (arr_delay > 15)": 3, "arr_delay = NULL": 0, "arr_delay <> 20": 3,
             "arr_delay <> 20 OR arr_delay IS NULL": 4}

# %% wrong="kept_rows" why="= NULL taken for IS NULL" says="does not carry over"
kept_rows = {"arr_delay > 15": 2, "NOT (arr_delay > 15)": 2, "arr_delay = NULL": 1, "arr_delay <> 20": 3,
             "arr_delay <> 20 OR arr_delay IS NULL": 4}

# %% wrong="kept_rows" why="NULL is different from 20" says="An unknown delay might be 20"
kept_rows = {"arr_delay > 15": 2, "NOT (arr_delay > 15)": 2, "arr_delay = NULL": 0, "arr_delay <> 20": 4,
             "arr_delay <> 20 OR arr_delay IS NULL": 4}

# %% wrong="kept_rows" why="NULL spoils the OR" says="one true side is enough"
kept_rows = {"arr_delay > 15": 2, "NOT (arr_delay > 15)": 2, "arr_delay = NULL": 0, "arr_delay <> 20": 3,
             "arr_delay <> 20 OR arr_delay IS NULL": 3}

# %% wrong="kept_rows" why="15 is more than 15" says="15, which is not more than 15"
kept_rows = {"arr_delay > 15": 3, "NOT (arr_delay > 15)": 1, "arr_delay = NULL": 0, "arr_delay <> 20": 3,
             "arr_delay <> 20 OR arr_delay IS NULL": 4}

# %% wrong="kept_rows" why="counts the rows that are 20" says="Go through the five rows"
kept_rows = {"arr_delay > 15": 2, "NOT (arr_delay > 15)": 2, "arr_delay = NULL": 0, "arr_delay <> 20": 1,
             "arr_delay <> 20 OR arr_delay IS NULL": 2}

# %% wrong="kept_rows" why="as Python would have it: None is None, and differs from 20" says="still NULL"
kept_rows = {"arr_delay > 15": 2, "NOT (arr_delay > 15)": 3, "arr_delay = NULL": 1, "arr_delay <> 20": 4,
             "arr_delay <> 20 OR arr_delay IS NULL": 4}

# %% wrong="kept_rows" why="shares, not counts" says="a whole number"
kept_rows = {"arr_delay > 15": 0.4, "NOT (arr_delay > 15)": 0.4, "arr_delay = NULL": 0, "arr_delay <> 20": 0.6,
             "arr_delay <> 20 OR arr_delay IS NULL": 0.8}

# %% right="idle_planes" how="NOT EXISTS, which asks about rows and not about values"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE NOT EXISTS (SELECT 1 FROM flights WHERE flights.tailnum = planes.tailnum AND month = 1)
"""

# %% right="idle_planes" how="LEFT JOIN, then what found no partner"
idle_planes = """
select p.tailnum, p.manufacturer
from planes as p left join flights as f on f.tailnum = p.tailnum and f.month = 1
where f.month is null
order by p.tailnum desc;
"""

# %% right="idle_planes" how="EXCEPT, and back to planes for the maker"
idle_planes = """
WITH idle AS (SELECT tailnum FROM planes EXCEPT SELECT tailnum FROM flights WHERE month = 1)
SELECT tailnum, manufacturer FROM planes WHERE tailnum IN (SELECT tailnum FROM idle)
"""

# %% right="idle_planes" how="ANTI JOIN, column names in capitals"
idle_planes = """
SELECT TAILNUM, MANUFACTURER
FROM planes ANTI JOIN (SELECT tailnum FROM flights WHERE month = 1) AS busy USING (tailnum)
"""

# %% right="idle_planes" how="NULL in the list replaced by text that is no tail number"
idle_planes = """
SELECT DISTINCT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (SELECT coalesce(tailnum, '') FROM flights WHERE month = 1)
"""

# %% wrong="idle_planes" why="NULL thrown out in the outer query, too late" says="makes NOT IN unknown for every plane"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (SELECT tailnum FROM flights WHERE month = 1) AND tailnum IS NOT NULL
"""

# %% wrong="idle_planes" why="<> NULL in place of IS NOT NULL: the list is empty" says="only N1 was scheduled in January"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (SELECT tailnum FROM flights WHERE month = 1 AND tailnum <> NULL)
"""

# %% wrong="idle_planes" why="the month got lost: planes that never flew" says="N3 only in February"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (SELECT tailnum FROM flights WHERE tailnum IS NOT NULL)
"""

# %% wrong="idle_planes" why="planes that flew in another month" says="only N1 was scheduled in January"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum IN (SELECT tailnum FROM flights WHERE month <> 1)
"""

# %% wrong="idle_planes" why="the opposite: NOT is gone" says="only N1 was scheduled in January"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum IN (SELECT tailnum FROM flights WHERE month = 1 AND tailnum IS NOT NULL)
"""

# %% wrong="idle_planes" why="a join condition instead of an anti join: a row per flight" says="each plane comes once"
idle_planes = """
SELECT planes.tailnum, manufacturer
FROM planes JOIN flights ON planes.tailnum <> flights.tailnum
WHERE month = 1
"""

# %% wrong="idle_planes" why="planes without a maker lost" says="A plane of an unknown maker is a plane too"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (SELECT tailnum FROM flights WHERE month = 1 AND tailnum IS NOT NULL)
  AND manufacturer IS NOT NULL
"""

# %% right="idle_planes" how="a comparison with a word: NULL drops out of the list, because the outcome is NULL"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (SELECT tailnum FROM flights WHERE month = 1 AND tailnum <> 'NULL')
"""

# %% wrong="idle_planes" why="a join that keeps flights of other months" says="N2 in every other month, and is listed once"
idle_planes = """
SELECT DISTINCT p.tailnum, manufacturer
FROM planes AS p LEFT JOIN flights AS f ON f.tailnum = p.tailnum
WHERE f.month IS NULL OR f.month <> 1
"""

# %% wrong="idle_planes" why="a row for every flight in another month" says="N2 in every other month, and is listed once"
idle_planes = """
SELECT p.tailnum, manufacturer
FROM planes AS p LEFT JOIN flights AS f ON f.tailnum = p.tailnum
WHERE p.tailnum NOT IN (SELECT tailnum FROM flights WHERE month = 1 AND tailnum IS NOT NULL)
"""

# %% wrong="idle_planes" why="the first digit of the month: October to December too" says="N2 in every other month, and is listed once"
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (SELECT tailnum FROM flights WHERE month::VARCHAR LIKE '1%' AND tailnum IS NOT NULL)
"""

# %% equivalent="idle_planes" because="Every aeroplane has a tail number of its own, so no two rows of planes are equal: DISTINCT merges nothing."
idle_planes = """
SELECT DISTINCT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (
    SELECT tailnum FROM flights WHERE month = 1 AND tailnum IS NOT NULL
)
"""

# %% equivalent="idle_planes" because="No month comes before 1, so `month <= 1` is January as well."
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (
    SELECT tailnum FROM flights WHERE month <= 1 AND tailnum IS NOT NULL
)
"""

# %% right="late_destinations" how="FILTER, and position in ORDER BY"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived, count(*) FILTER (arr_delay > 15) / count(arr_delay) AS late_share
FROM flights
GROUP BY dest
HAVING count(arr_delay) > 9
ORDER BY 3 DESC, 1;
"""

# %% right="late_destinations" how="WHERE first, then ELSE 0 is harmless"
late_destinations = """
WITH arrivals AS (SELECT * FROM flights WHERE arr_delay IS NOT NULL)
SELECT dest, count(*) AS arrived, avg(CASE WHEN arr_delay > 15 THEN 1.0 ELSE 0.0 END) AS late_share
FROM arrivals
GROUP BY dest
HAVING count(*) >= 10
ORDER BY late_share DESC
"""

# %% right="late_destinations" how="a comparison cast to a number, a subquery in place of HAVING, small letters"
late_destinations = """
select * from (
    select dest, count(arr_delay) as arrived, avg(cast(arr_delay > 15 as int)) as late_share
    from flights group by dest
) as per_dest
where arrived >= 10
order by late_share desc
"""

# %% right="late_destinations" how="window functions, DISTINCT and QUALIFY"
late_destinations = """
SELECT DISTINCT dest, count(arr_delay) OVER w AS arrived,
       sum(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) OVER w / count(arr_delay) OVER w AS late_share
FROM flights
WINDOW w AS (PARTITION BY dest)
QUALIFY arrived >= 10
ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="ELSE 0 counts cancelled flights as punctual" says="neither as arrived nor in the share"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived, avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="count(*) counts flights that never arrived" says="neither as arrived nor in the share"
late_destinations = """
SELECT dest, count(*) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(*) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="at least 10 scheduled, not at least 10 arrivals" says="neither as arrived nor in the share"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(*) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="more than 10, not at least 10" says="10 is enough"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) > 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="no HAVING" says="destination needs at least 10 arrivals"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="smallest share first" says="the largest share comes first"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share
"""

# %% wrong="late_destinations" why="15 counts as late" says="16 minutes are late and 15 are not"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay >= 15 THEN 1 WHEN arr_delay < 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="exactly 15 minutes are in neither branch" says="16 minutes are late and 15 are not"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay < 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="the mean delay, not the share" says="should be 0.3571, but is 178.6"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived, avg(arr_delay) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="WHERE keeps only late flights: every share is 1" says="at least 10 arrivals"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived, avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) AS late_share
FROM flights WHERE arr_delay > 15 GROUP BY dest HAVING count(*) >= 4 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="an aggregate in WHERE" says="A condition on groups stands in HAVING"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights WHERE count(arr_delay) >= 10 GROUP BY dest ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="rounded, though the exercise says not to" says="It looks rounded to 2 places"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       round(avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END), 2) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="sorted by the destination" says="the largest share comes first"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY dest DESC
"""

# %% wrong="late_destinations" why="fewest arrivals first" says="the largest share comes first"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY arrived
"""

# %% wrong="late_destinations" why="the longest mean delay first" says="the largest share comes first"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY avg(arr_delay) DESC
"""

# %% wrong="late_destinations" why="only the two worst" says="the largest share comes first"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC LIMIT 2
"""

# %% wrong="late_destinations" why="arrivals counted with ELSE 0: a 0 is a value" says="0 and false too"
late_destinations = """
SELECT dest, count(CASE WHEN arr_delay IS NOT NULL THEN 1 ELSE 0 END) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="count with ELSE 0 counts every arrival as late" says="0 and false too"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       count(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) / count(arr_delay) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="count of a condition" says="0 and false too"
late_destinations = """
SELECT dest, count(arr_delay IS NOT NULL) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="the most late flights first, not the largest share" says="the largest share comes first"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10
ORDER BY count(CASE WHEN arr_delay > 15 THEN 1 END) DESC
"""

# %% wrong="late_destinations" why="no ELSE: the sum of nothing is NULL" says="where nobody was late"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       sum(CASE WHEN arr_delay > 15 THEN 1 END) / count(arr_delay) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="a join with the late flights loses destinations without one" says="where nobody was late"
late_destinations = """
SELECT dest, arrived, late / arrived AS late_share
FROM (SELECT dest, count(arr_delay) AS arrived FROM flights GROUP BY dest)
JOIN (SELECT dest, count(*) AS late FROM flights WHERE arr_delay > 15 GROUP BY dest) USING (dest)
WHERE arrived >= 10
ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="the hundred worst" says="a LIMIT loses some"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC LIMIT 100
"""

# %% wrong="late_destinations" why="early by more than 15 counts as late" says="where nobody was late"
late_destinations = """
SELECT dest, count(arr_delay) AS arrived, avg((abs(arr_delay) > 15)::INT) AS late_share
FROM flights GROUP BY dest HAVING count(arr_delay) >= 10 ORDER BY late_share DESC
"""

# %% wrong="late_destinations" why="an early flight taken for one that never arrived" says="where nobody was late"
late_destinations = """
SELECT dest, count(CASE WHEN arr_delay >= 0 THEN 1 END) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay >= 0 THEN 0 END) AS late_share
FROM flights GROUP BY dest HAVING count(CASE WHEN arr_delay >= 0 THEN 1 END) >= 10 ORDER BY late_share DESC
"""

# %% equivalent="late_destinations" because="CASE takes the first branch that is true, and a delay of 16 is taken by the first."
late_destinations = """
SELECT dest,
       count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 16 THEN 0 END) AS late_share
FROM flights
GROUP BY dest
HAVING count(arr_delay) >= 10
ORDER BY late_share DESC
"""

# %% equivalent="late_destinations" because="HAVING leaves groups of at least 10 arrivals, and their share is never NULL."
late_destinations = """
SELECT dest,
       count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights
GROUP BY dest
HAVING count(arr_delay) >= 10
ORDER BY late_share DESC NULLS FIRST
"""

# %% right="unequal_votes" how="exactly ten minutes apart, with a fraction"
unequal_votes = [("AA", -30.0), ("UA", 20), ("UA", 40.0)]

# %% right="unequal_votes" how="lists in place of tuples, an early flight"
unequal_votes = [["HA", -60], ["B6", 60], ["B6", 61.5]]

# %% right="unequal_votes" how="built by repetition"
unequal_votes = [("UA", 0)] * 2 + [("AA", 1000)]

# %% wrong="unequal_votes" why="one flight a carrier" says="every flight has the same vote in both"
unequal_votes = [("AA", 0), ("UA", 50), ("DL", 500)]

# %% wrong="unequal_votes" why="one carrier only" says="with one carrier"
unequal_votes = [("AA", 0), ("AA", 0), ("AA", 90)]

# %% wrong="unequal_votes" why="too close together" says="should differ by 10 minutes or more"
unequal_votes = [("AA", 0), ("AA", 0), ("UA", 30)]

# %% wrong="unequal_votes" why="unequal groups with equal averages" says="the two carriers have the same average"
unequal_votes = [("AA", 0), ("AA", 90), ("UA", 45)]

# %% wrong="unequal_votes" why="four rows" says="a list of one to three pairs"
unequal_votes = [("AA", 0), ("AA", 0), ("AA", 0), ("UA", 90)]

# %% wrong="unequal_votes" why="NULL to make the difference" says="minutes without NULL"
unequal_votes = [("AA", 0), ("AA", None), ("UA", 90)]

# %% wrong="unequal_votes" why="a DataFrame" says="a list of pairs; this is a DataFrame"
unequal_votes = ask("SELECT carrier, arr_delay FROM flights LIMIT 3")

# %% wrong="unequal_votes" why="nothing" says="this has 0"
unequal_votes = []

# %% wrong="unequal_votes" why="the example" says="every flight has the same vote in both"
unequal_votes = [("AA", 5), ("UA", 12)]

# %% wrong="unequal_votes" why="A and B just under ten minutes apart" says="should differ by 10 minutes or more"
unequal_votes = [("AA", 0), ("AA", 0), ("UA", 59)]

# %% wrong="unequal_votes" why="a dict of carriers" says="a list of pairs; this is a dict"
unequal_votes = {"AA": [0, 0], "UA": [90]}

# %% wrong="unequal_votes" why="minutes written as text" says="a carrier and minutes"
unequal_votes = [("AA", "0"), ("AA", "0"), ("UA", "90")]

# %% equivalent="unequal_votes" because="Rows have no order: the same three rows."
unequal_votes = [("AA", 0), ("UA", 90), ("AA", 0)]

# %% equivalent="unequal_votes" because="Another right answer: A is 30.3 and B 45.25."
unequal_votes = [("AA", 1), ("AA", 0), ("UA", 90)]

# %% equivalent="unequal_votes" because="Another right answer: A is 29.7 and B 44.75."
unequal_votes = [("AA", -1), ("AA", 0), ("UA", 90)]

# %% equivalent="unequal_votes" because="Another right answer: A is 30.3 and B 45.25."
unequal_votes = [("AA", 0), ("AA", 1), ("UA", 90)]

# %% equivalent="unequal_votes" because="Another right answer: A is 29.7 and B 44.75."
unequal_votes = [("AA", 0), ("AA", -1), ("UA", 90)]

# %% equivalent="unequal_votes" because="Another right answer: A is 30.3 and B 45.5."
unequal_votes = [("AA", 0), ("AA", 0), ("UA", 91)]

# %% equivalent="unequal_votes" because="Another right answer: A is 29.7 and B 44.5."
unequal_votes = [("AA", 0), ("AA", 0), ("UA", 89)]

# %% equivalent="unequal_votes" because="Empty text is a value, not NULL: a group of its own, so B still has two carriers."
unequal_votes = [("AA", 0), ("AA", 0), ("", 90)]

# %% right="origin_report" how="differences of counts, FILTER, a semicolon"
origin_report = """
SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled,
       count(*) FILTER (arr_delay > 15) / count(arr_delay) AS late_share
FROM flights
GROUP BY origin
ORDER BY scheduled DESC;
"""

# %% right="origin_report" how="casts of conditions to numbers, columns in capitals"
origin_report = """
select ORIGIN, COUNT(1) as SCHEDULED, sum((dep_time is null)::int) as CANCELLED, avg((arr_delay > 15)::int) as LATE_SHARE
from flights group by all
"""

# %% right="origin_report" how="three subqueries, one for each number"
origin_report = """
SELECT o.origin,
       (SELECT count(*) FROM flights AS f WHERE f.origin = o.origin) AS scheduled,
       (SELECT count(*) FROM flights AS f WHERE f.origin = o.origin AND f.dep_time IS NULL) AS cancelled,
       (SELECT avg(CASE WHEN f.arr_delay > 15 THEN 1.0 ELSE 0.0 END) FROM flights AS f
        WHERE f.origin = o.origin AND f.arr_delay IS NOT NULL) AS late_share
FROM (SELECT DISTINCT origin FROM flights) AS o
"""

# %% right="origin_report" how="ELSE NULL said aloud, and a sum over a count"
origin_report = """
SELECT origin,
       count(*) AS scheduled,
       count(CASE WHEN dep_time IS NULL THEN 1 ELSE NULL END) AS cancelled,
       sum(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) / count(arr_delay) AS late_share
FROM flights
GROUP BY origin
"""

# %% right="origin_report" how="the name of an earlier column, as DuckDB allows"
origin_report = """
SELECT origin,
       count(*) AS scheduled,
       scheduled - count(dep_time) AS cancelled,
       count(CASE WHEN arr_delay > 15 THEN 1 END) / count(arr_delay) AS late_share
FROM flights
GROUP BY origin
"""

# %% wrong="origin_report" why="only the count mended" says="nothing equals NULL"
origin_report = """
SELECT origin, count(*) AS scheduled,
       sum(CASE WHEN dep_time = NULL THEN 1 ELSE 0 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="ELSE 0 left in the share" says="it is no part of the share"
origin_report = """
SELECT origin, count(*) AS scheduled,
       sum(CASE WHEN dep_time IS NULL THEN 1 ELSE 0 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="flights still counts arrivals" says="third flight was scheduled"
origin_report = """
SELECT origin, count(arr_delay) AS scheduled,
       sum(CASE WHEN dep_time IS NULL THEN 1 ELSE 0 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="diverted flights counted as cancelled" says="they are not cancelled"
origin_report = """
SELECT origin, count(*) AS scheduled,
       sum(CASE WHEN arr_delay IS NULL THEN 1 ELSE 0 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="WHERE dep_time IS NOT NULL: the cancelled are gone" says="third flight was scheduled"
origin_report = """
SELECT origin, count(*) AS scheduled,
       sum(CASE WHEN dep_time IS NULL THEN 1 ELSE 0 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights WHERE dep_time IS NOT NULL GROUP BY origin
"""

# %% wrong="origin_report" why="no ELSE: the sum of nothing is NULL, not 0" says="so does a CASE without ELSE"
origin_report = """
SELECT origin, count(*) AS scheduled,
       sum(CASE WHEN dep_time IS NULL THEN 1 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="15 counts as late" says="15 is not late"
origin_report = """
SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled,
       avg(CASE WHEN arr_delay >= 15 THEN 1 WHEN arr_delay < 15 THEN 0 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="late out of all that left" says="they are no part of the share"
origin_report = """
SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled,
       count(*) FILTER (arr_delay > 15) / count(dep_time) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="count of a condition counts false too" says="0 and false too"
origin_report = """
SELECT origin, count(*) AS scheduled, count(dep_time IS NULL) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="count with ELSE 0: a 0 is a value" says="0 and false too"
origin_report = """
SELECT origin, count(*) AS scheduled, count(CASE WHEN dep_time IS NULL THEN 1 ELSE 0 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="no branch for the flights in time: every share is 1" says="a CASE without ELSE gives NULL"
origin_report = """
SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 END) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="no ELSE in the share: the sum of nothing is NULL" says="not unknown"
origin_report = """
SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled,
       sum(CASE WHEN arr_delay > 15 THEN 1 END) / count(arr_delay) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="0 where nobody arrived" says="0 would say that everybody was in time"
origin_report = """
SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled,
       coalesce(avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END), 0) AS late_share
FROM flights GROUP BY origin
"""

# %% wrong="origin_report" why="a join with the arrivals loses an airport without any" says="still needs its row"
origin_report = """
SELECT origin, scheduled, cancelled, late_share
FROM (SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled FROM flights GROUP BY origin)
JOIN (SELECT origin, avg((arr_delay > 15)::INT) AS late_share FROM flights
      WHERE arr_delay IS NOT NULL GROUP BY origin) USING (origin)
"""

# %% wrong="origin_report" why="flights that look alike merged" says="all scheduled, those without dep_time"
origin_report = """
SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM (SELECT DISTINCT * FROM flights) GROUP BY origin
"""

# %% wrong="origin_report" why="early by more than 15 counts as late" says="both in time"
origin_report = """
SELECT origin, count(*) AS scheduled, count(*) - count(dep_time) AS cancelled, avg((abs(arr_delay) > 15)::INT) AS late_share
FROM flights GROUP BY origin
"""

# %% equivalent="origin_report" because="CASE takes the first branch that is true, and a delay of 16 is taken by the first."
origin_report = """
SELECT origin,
       count(*) AS scheduled,
       count(CASE WHEN dep_time IS NULL THEN 1 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 16 THEN 0 END) AS late_share
FROM flights
GROUP BY origin
"""

# %% right="sharp_test" how="lists in place of tuples, other numbers, six rows"
sharp_test = {
    "expected": [["ZZ", None], ["B6", 0.25]],
    "rows": [["B6", 15], ["B6", 16], ["B6", -4], ["B6", -4], ["B6", None], ["ZZ", None]],
}

# %% right="sharp_test" how="the share rounded by hand"
sharp_test = {
    "rows": [("UA", 200), ("UA", 200), ("UA", 15), ("UA", None), ("DL", None), ("DL", None)],
    "expected": [("DL", None), ("UA", 0.67)],
}

# %% right="sharp_test" how="each mistake caught by a carrier of its own"
sharp_test = {
    "rows": [("A", 16), ("A", 1), ("A", 1), ("B", 15), ("C", None), ("A", None)],
    "expected": [("A", 1 / 3), ("B", 0), ("C", None)],
}

# %% right="sharp_test" how="half minutes"
sharp_test = {
    "rows": [("AA", 30.5), ("AA", 30.5), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", None)],
}

# %% wrong="sharp_test" why="percent, not a share" says="expected says 66.7"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 66.7), ("UA", None)],
}

# %% wrong="sharp_test" why="no rows" says="should have one to six rows; yours has 0"
sharp_test = {"rows": [], "expected": []}

# %% wrong="sharp_test" why="no answer worked out" says="expected has no row for 'AA'"
sharp_test = {"rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)], "expected": []}

# %% wrong="sharp_test" why="the example" says="one that divides by all flights (ELSE 0)"
sharp_test = {"rows": [("AA", 30), ("AA", 0)], "expected": [("AA", 0.5)]}

# %% wrong="sharp_test" why="no delay of exactly 15" says="counts exactly 15 minutes as late"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 5), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", None)],
}

# %% wrong="sharp_test" why="no carrier that never arrived" says="loses carriers that never arrived"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None)],
    "expected": [("AA", 2 / 3)],
}

# %% wrong="sharp_test" why="no two flights alike" says="merges flights that look alike"
sharp_test = {
    "rows": [("AA", 30), ("AA", 31), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", None)],
}

# %% wrong="sharp_test" why="every share is 0 or 1" says="uses whole-number division"
sharp_test = {
    "rows": [("AA", 30), ("AA", None), ("B6", 15), ("UA", None)],
    "expected": [("AA", 1), ("B6", 0), ("UA", None)],
}

# %% wrong="sharp_test" why="the author made the mistake: NULL below the line" says="late flights divided by arrivals"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 4), ("UA", None)],
}

# %% wrong="sharp_test" why="0 for a carrier without arrivals" says="the share is None, not 0"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", 0)],
}

# %% wrong="sharp_test" why="the carrier without arrivals is left out" says="A right query has one for every carrier"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 3)],
}

# %% wrong="sharp_test" why="seven rows" says="should have one to six rows; yours has 7"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", 0), ("AA", -3), ("AA", None), ("UA", None)],
    "expected": [("AA", 0.4), ("UA", None)],
}

# %% wrong="sharp_test" why="a row for a carrier that is not there" says="one row per carrier, no others"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", None), ("DL", None)],
}

# %% wrong="sharp_test" why="the same row of the answer twice" says="expected has 2 rows, but rows has 1 carrier:"
sharp_test = {"rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None)], "expected": [("AA", 2 / 3), ("AA", 2 / 3)]}

# %% wrong="sharp_test" why="a share with many places, and wrong" says="expected says 0.333 for 'AA'"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 1 / 3), ("UA", None)],
}

# %% wrong="sharp_test" why="a share in quotes" says="a number or None"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", "2/3"), ("UA", None)],
}

# %% wrong="sharp_test" why="the answer as a dict" says="should be a list, but is a dict"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": {"AA": 2 / 3, "UA": None},
}

# %% wrong="sharp_test" why="equal flights, and merging them changes nothing" says="merges flights that look alike"
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 1 / 2), ("UA", None)],
}

# %% equivalent="sharp_test" because="Another right answer: for UA, dividing by all flights gives 0 and not None, which shows that mistake."
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", None)],
}

# %% equivalent="sharp_test" because="Rows have no order: the same five rows."
sharp_test = {
    "rows": [("AA", 30), ("AA", 15), ("AA", 30), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", None)],
}

# %% equivalent="sharp_test" because="Rows have no order: the same five rows."
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", None), ("AA", 15), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", None)],
}

# %% equivalent="sharp_test" because="Rows have no order: the same five rows."
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("UA", None), ("AA", None)],
    "expected": [("AA", 2 / 3), ("UA", None)],
}

# %% equivalent="sharp_test" because="The task allows the answer's rows in any order."
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("UA", None), ("AA", 2 / 3)],
}

# %% right="warn_hours" how="the two costs added up and compared, no threshold anywhere"
warn_hours = """
SELECT hour
FROM flights
GROUP BY hour
HAVING count(*) > 19
   AND sum(CASE WHEN arr_delay <= 15 THEN 0 ELSE 3 END) > sum(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END)
ORDER BY hour;
"""

# %% right="warn_hours" how="a CTE, FILTER, the border included"
warn_hours = """
with hours as (
    select hour, count(*) as n, count(*) filter (arr_delay > 15 or arr_delay is null) as bad
    from flights group by hour
)
select hour as HOUR from hours where n >= 20 and bad / n >= 0.25
"""

# %% right="warn_hours" how="the share of flights in time, turned round"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND count(CASE WHEN arr_delay <= 15 THEN 1 END) < 0.75 * count(*)
"""

# %% right="warn_hours" how="window functions, QUALIFY, coalesce"
warn_hours = """
SELECT DISTINCT hour
FROM flights
QUALIFY count(*) OVER (PARTITION BY hour) >= 20
    AND avg((coalesce(arr_delay, 999) > 15)::INT) OVER (PARTITION BY hour) > 1 / 4
"""

# %% wrong="warn_hours" why="the border of equal costs" says="silence costs 3 × 0.45 a flight"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 0.5
"""

# %% wrong="warn_hours" why="one third, as 1 to 3 seems to say" says="silence costs 3 × 0.3 a flight"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 1 / 3
"""

# %% wrong="warn_hours" why="three quarters: the costs the wrong way round" says="silence costs 3 × 0.45 a flight"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 0.75
"""

# %% wrong="warn_hours" why="cancelled flights taken for fine" says="all 6 needed a warning"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) > 0.25
"""

# %% wrong="warn_hours" why="out of arrivals only" says="all 20 were scheduled"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) > 0.25
"""

# %% wrong="warn_hours" why="at least 20 arrivals, not 20 scheduled flights" says="all 20 were scheduled"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(arr_delay) >= 20 AND avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 0.25
"""

# %% wrong="warn_hours" why="small groups kept" says="hint 3 about the 20 flights"
warn_hours = """
SELECT hour FROM flights GROUP BY hour HAVING avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 0.25
"""

# %% wrong="warn_hours" why="the mean delay decides" says="4 of 20, however late"
warn_hours = """
SELECT hour FROM flights GROUP BY hour HAVING count(*) >= 20 AND avg(arr_delay) > 15
"""

# %% wrong="warn_hours" why="15 minutes counts as late" says="a delay of exactly 15 minutes does not"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay < 15 THEN 0 ELSE 1 END) > 0.25
"""

# %% wrong="warn_hours" why="hours read off the chart" says="At hour 18, 9 flights of 20 need a warning"
warn_hours = """
SELECT DISTINCT hour FROM flights WHERE hour >= 13
EXCEPT SELECT hour FROM flights WHERE hour = 18
"""

# %% wrong="warn_hours" why="hours of the whole year, as a fixed list" says="At hour 6, 6 flights of 20"
warn_hours = """
SELECT DISTINCT hour FROM flights WHERE hour >= 13 OR hour = 7
"""

# %% wrong="warn_hours" why="the afternoon, read off the chart" says="At hour 6, 6 flights of 20"
warn_hours = """
SELECT DISTINCT hour FROM flights WHERE hour >= 13
"""

# %% wrong="warn_hours" why="the example's answer, written down" says="At hour 6, 6 flights of 20"
warn_hours = """
SELECT 18 AS hour
"""

# %% wrong="warn_hours" why="16 minutes are not late either, and the border goes in" says="16 minutes are more than 15"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay <= 16 THEN 0 ELSE 1 END) >= 0.25
"""

# %% wrong="warn_hours" why="the ten worst hours, as many as this year has" says="every hour of the day needs it"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 0.25
ORDER BY avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) DESC LIMIT 10
"""

# %% wrong="warn_hours" why="the night left out" says="every hour of the day needs it"
warn_hours = """
SELECT hour FROM flights WHERE hour >= 5 GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 0.25
"""

# %% wrong="warn_hours" why="a number of bad flights, not a share" says="24 flights of 100 need it"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND sum(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 5
"""

# %% wrong="warn_hours" why="a late flight counts by its minutes" says="4 of 20, however late"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND sum(CASE WHEN arr_delay <= 15 THEN 0 ELSE coalesce(arr_delay, 60) END) / count(*) > 15
"""

# %% wrong="warn_hours" why="early by more than 15 needs a warning too" says="Simulated on fresh flights your rule costs"
warn_hours = """
SELECT hour FROM flights GROUP BY hour
HAVING count(*) >= 20 AND avg(CASE WHEN abs(arr_delay) <= 15 THEN 0 ELSE 1 END) > 0.25
"""

# %% equivalent="warn_hours" because="The task lets a share exactly at the crossing go either way."
warn_hours = """
SELECT hour
FROM flights
GROUP BY hour
HAVING count(*) >= 20
   AND avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) >= 0.25
"""
