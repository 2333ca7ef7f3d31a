"""Every format of result files that is read, in the order in which they are tried."""

from evenhand.importers.logs import (
    csv_table,
    every_eval_ever_log,
    helm,
    inspect_log,
    lighteval,
    llmperf_raw,
    lm_eval,
    model_index,
    simple_evals_log,
    speed_receipt_log,
)
from evenhand.importers.logs.log import LogFormat

FORMATS: tuple[LogFormat, ...] = (
    inspect_log.FORMAT,
    every_eval_ever_log.FORMAT,
    lm_eval.FORMAT,
    helm.FORMAT,
    lighteval.FORMAT,
    simple_evals_log.FORMAT,
    llmperf_raw.FORMAT,
    speed_receipt_log.FORMAT,
    model_index.FORMAT,
    csv_table.FORMAT,
)
