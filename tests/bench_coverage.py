"""How long a report of coverage takes at the size of the founding plan, and how much memory.

148 communes, 10,762 groups, 20,000 receipts; and the whole country's 3,321 communes. One process
each, one run, one machine; no figure is a real one.
"""

import json
import multiprocessing
import resource
import time
from collections.abc import Callable

from support.handing_out import EDITION, province
from support.trees import MINI, campaign

from generator.distribution import sampling
from generator.distribution.coverage import coverage
from generator.distribution.homes import homes
from generator.reports import coverage as reports
from generator.reports import letter, page, tables

SIZES = {
    "148 communes, 10,762 groups": ([f"{4792 + 29 * n:05}" for n in range(148)], 10_762, 20_000),
    "3,321 communes": ([f"{1 + 9 * n:05}" for n in range(3321)], 0, 20_000),
}


def timed(name: str, what: Callable[[], object]) -> None:
    start = time.process_time()
    made = what()
    size = f"{len(made) / 1024:8,.0f} KB" if isinstance(made, bytes) else ""
    print(f"  {name:24} {time.process_time() - start:6.2f} s {size}")


def measure(name: str) -> None:
    codes, groups, receipts = SIZES[name]
    made = province(campaign(MINI), codes, groups, receipts)
    print(name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    timed("reckoning", lambda: coverage(made, EDITION))
    timed("drawing a sample", lambda: sampling.draw("x", "toan-tinh", homes(made.tables)))
    report = reports.report(made, EDITION)
    timed("page", lambda: page.html(report))
    timed("workbook", lambda: tables.as_workbook(report))
    timed("paper", lambda: letter.docx(report))
    timed("JSON", lambda: json.dumps(reports.as_data(report)).encode())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  {'memory':24} {most / 1024:6.0f} MB, of which the campaign {before / 1024:.0f} MB")


if __name__ == "__main__":
    for size in SIZES:
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(size,))
        process.start()
        process.join()
