"""What one model gives when it is asked by Liaison and by three peers, beside rules: `python -m benchmarks.same_model`.

`[--cases N] [--skip N] [--fewer N] [--out DIR] [--model-file FILE] [--additions FILE] [--judged FILE] [--write]`

The same briefs, chosen by a rule (`briefs`), the same endpoint (`LIAISON_LLM_*`), temperature and limits (`systems`).
The peers are one prompt for the whole schema with what was cut off salvaged, the same with instructor and its retries,
and langextract on the facts; the last two run in environments of their own, which are made at the first run. Every
output becomes one neutral form (`neutral`) and is judged by the scorers of the evals (`scoring`). Outputs are kept in
DIR as they arrive: a run that was stopped goes on from there. `--additions` runs rules and hybrid alone and writes what
the one adds to the other, to be judged by hand: on briefs that nobody has looked at, which is what `--skip` and
`--fewer` are for.
"""
