# Records the independent values of StatisticsTest:  python3 record.py > scipy.json
import json
import math
import sys

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(20250606)

def friedman(errors):
    test = stats.friedmanchisquare(*np.array(errors).T)
    return {"errors": errors, "statistic": test.statistic, "p": test.pvalue,
            "means": np.mean([stats.rankdata(row) for row in errors], axis=0).tolist()}

def wilcoxon(a, b, method):
    # SciPy corrects for continuity only when told to
    test = stats.wilcoxon(a, b, method=method, correction=method == "approx")
    return {"a": a, "b": b, "p": test.pvalue}

plain = np.round(rng.lognormal(size=(9, 4)) * [1, 1.5, 2, 4], 3).tolist()
tied = [[0.1, 0.1, 0.3], [0.2, 0.1, 0.1], [0.5, 0.5, 0.5], [0.1, 0.2, 0.4], [0.3, 0.3, 0.9], [0.1, 0.4, 0.4]]
a12 = np.round(rng.normal(size=12), 3).tolist()
b12 = np.round(np.array(a12) + rng.normal(0.6, 1, size=12), 3).tolist()
a40 = np.round(rng.normal(size=40), 4).tolist()
b40 = np.round(np.array(a40) + rng.normal(0.3, 1, size=40), 4).tolist()

json.dump({
    "scipy": scipy.__version__,
    "friedman": [friedman(plain), friedman(tied)],
    "nemenyi": [{"k": k, "q": stats.studentized_range.ppf(0.95, k, math.inf) / math.sqrt(2)} for k in (2, 3, 5, 10, 30)],
    "wilcoxon": [wilcoxon(a12, b12, "exact"), wilcoxon(a40, b40, "approx")],
    "wilson": [{"k": k, "n": n, "interval": list(stats.binomtest(k, n).proportion_ci(method="wilson"))}
               for k, n in ((0, 3), (2, 3), (7, 10), (10, 10))],
    "percentile": [{"values": v, "median": float(np.median(v))} for v in ([3.0, 1.0, 2.0], [4.0, 1.0, 2.0, 3.0])],
}, sys.stdout, indent=1)
