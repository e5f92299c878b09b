"""`python -m bench.fuzz --documents 20000 --seed 1`: damages documents at random and reads them in the night's workers.

Prints how many ended in which state, the slowest, and every escape with the number that makes it again:
`python -m bench.fuzz --seed 1 --only 1234 --save case.bin`. The exit code is 1 where anything escaped.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from bench.fuzz.attempt import Case, Verdict, attempt, make
from tasks.parse.isolate import Limits, Lost, Workers

_SLOWEST = 10


def main() -> int:
    arguments = _arguments()
    if arguments.only is not None:
        return _again(Case(arguments.seed, arguments.only), arguments.save)
    cases = [Case(arguments.seed, number) for number in range(arguments.first, arguments.first + arguments.documents)]
    states: Counter[tuple[str, str]] = Counter()
    escapes: list[tuple[int, str]] = []
    times: list[tuple[float, int, str]] = []
    started = time.monotonic()
    limits = Limits(seconds=arguments.seconds)
    with Workers[Case, Verdict]("bench.fuzz.attempt:attempt", arguments.workers, limits) as workers:
        for case, answers in zip(cases, workers.run(cases), strict=True):
            for answer in answers:
                if isinstance(answer, Lost):
                    escapes.append((case.number, answer.reason))
                    continue
                states[answer.kind, answer.state] += 1
                times.append((answer.seconds, case.number, answer.kind))
                escapes += [(case.number, defect) for defect in answer.defects]
    _report(states, times, escapes, time.monotonic() - started)
    return 1 if escapes else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--workers", type=int, default=None, help="processes; as many as cores if not given")
    parser.add_argument("--seconds", type=float, default=Limits().seconds, help="what a document may take")
    parser.add_argument("--only", type=int, help="read this document alone, in this process")
    parser.add_argument("--save", type=Path, help="with --only: where to write its bytes")
    return parser.parse_args()


def _again(case: Case, save: Path | None) -> int:
    kind, data = make(case)
    if save:
        save.write_bytes(data)
    print(f"{kind}, {len(data)} bytes", flush=True)
    (verdict,) = attempt(case)
    print(verdict)
    return 1 if verdict.defects else 0


def _report(
    states: Counter[tuple[str, str]], times: list[tuple[float, int, str]], escapes: list[tuple[int, str]], wall: float
) -> None:
    columns = sorted({state for _, state in states})
    print(f"{'format':<12}" + "".join(f"{state:>13}" for state in columns))
    for kind in sorted({kind for kind, _ in states}):
        print(f"{kind:<12}" + "".join(f"{states[kind, state]:>13}" for state in columns))
    sums = [sum(count for (_, of), count in states.items() if of == state) for state in columns]
    print(f"{'all':<12}" + "".join(f"{count:>13}" for count in sums))
    total, seconds = len(times), sorted(second for second, _, _ in times)
    if total:
        median, late = seconds[total // 2], seconds[int(total * 0.99)]
        print(f"\n{total} documents in {wall:.0f} s; median {median * 1000:.0f} ms, 99 % under {late:.2f} s; slowest:")
    for second, number, kind in sorted(times, key=lambda item: (-item[0], item[1]))[:_SLOWEST]:
        print(f"  {second:6.2f} s  {kind:<10} --only {number}")
    print(f"\n{len(escapes)} escapes")
    for reason, count in Counter(reason for _, reason in escapes).most_common():
        example = min(number for number, of in escapes if of == reason)
        print(f"  {count:5}  {reason}  (--only {example})")


if __name__ == "__main__":
    sys.exit(main())
