"""Turns the research folder's parameter table into the one that comes with the program.

python tools/import_parameters.py FROM.csv TO.csv: needed only when the table changes. No number is
changed; what checking found stands in `remark`, and rows the specification proposes come last.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from caploop.book.parameter import COLUMNS, parameters_from_rows

KNOWN_BY = "2026-03-01"  # the table's own date for rows that give none
PROPOSAL = "design specification, proposed"
ASSUMED = frozenset(("modelling judgement", PROPOSAL))
SOURCES = {"derived by arithmetic in economics.md": "derived by arithmetic in the specification"}
UNITS_AS_WRITTEN = {
    **dict.fromkeys(("prob", "0/1", "share of contract", "share of remaining"), "share"),
    **dict.fromkeys(("share of annual rent", "share of V", "share of assets"), "share"),
    **dict.fromkeys(("share of NPV", "share of 2030 revenue", "share in 2 qtr"), "share"),
    **dict.fromkeys(("share of lagged revenue", "share of threshold"), "share"),
    **dict.fromkeys(("-", "ratio", "x", "n", "logit", "per ln", "per event"), "1"),
    **dict.fromkeys(("years", "date", "decimal year (quarter start)"), "year"),
    **dict.fromkeys(("months", "months of cash cost"), "mo"),
    **{"quarters": "qtr", "days": "day", "x per yr": "x/yr", "per quarter": "x/qtr"},
    **{"share per yr": "1/yr", "USD per 1000": "USD/1000", "USD/MWh per pp": "USD/MWh/pp"},
    **{"logit per 10%": "per 10pp", "per 4 quarters": "per 4 qtr"},
    "share per 1% of cap sold": "per pp",
}
CLAIMS = {
    "R_2025": "001-13 001-20",
    "R_2025H1": "004-41",
    "ARR_2025Q4": "000-01 004-43",
    "B_2025": "001-22",
    "B_2025H1": "004-45",
    "OL_2025H1": "004-46",
    "NL_2025H1": "004-47",
    "R_2030": "001-02 001-04 001-16 001-24 001-71",
    "C_26_30": "001-01 001-03 001-15 001-25 001-70",
    "C_8y": "000-04 001-08 001-12",
    "B_25_29_v0": "004-53",
    "O_signed": "004-51",
    "W_0": "001-05 001-42 001-44 001-73",
    "W_2025Q3": "001-43",
    "W_IN": "001-45",
    "e_30": "001-17",
    "W_codex": "001-47",
    "V_pre": "001-31 001-66",
    "V_post": "001-06 001-32 001-33 001-72 004-37",
    "V_2025Q4": "002-29",
    "I_round": "001-26 001-27",
    "sh_strat": "001-28",
    "R_nv": "004-57",
    "R_nvdc": "004-59",
    "NI_nv": "004-62",
    "R_nv4": "004-64",
    "gap_b": "004-21",
    "gap_h": "004-23",
}
REMARKS = {
    "G_2023": "the note speaks of three columns; here each year is a row",
    "G_2024": "the note speaks of three columns; here each year is a row",
    "G_2025": "the note speaks of three columns; here each year is a row",
    "G_2030": "exponential growth gives 25-41 for 45-64 GW-years, not 25-38",
    "rho_amd": "recomputed central value 0.312, not 0.32",
    "U_hw": "40 million units are the company's target and no draw of this row",
    "kappa_m": "44 % implies 6.8 bn people, which is population, not adults online: fix N_m first",
    "phi": "central is the median of triangular(0,.05,.20); the mode is 0.05",
    "Cap_ms": "runs from the April 2026 contract, which is later than the knowledge cut-off",
    "n_c": "source later than the knowledge cut-off; low and high are minimum and maximum",
    "wc": "low and high are minimum and maximum",
    "CPM": "belongs to the first, rich markets; load and CPM need paths to reach Ads_30",
    "Ads_30": "central load, fill and CPM give 8.5 in 2030, not 60",
    "g_tokv": "with falling prices revenue grows 2.7 times a year: cap at s_E30 of S_E30",
    "g_inf": "with g_task alone demand falls to 0.09 of today by 2030: see g_tasks",
    "sh_IT": "kappa, sh_IT, kappa_sh and kappa_pw over-determine capex: the rest is shell and grid",
    "kappa_pw": "add for behind-the-meter power only",
    "s_C30": "with u 1.4 and 2.6 bn users needs 3.3 bn category users",
    "ell": "both a row and a formula: signed contracts use the price, new ones the formula",
    "Cmin": "times monthly cash cost",
    "psi": "per round; n_round says how far apart rounds are",
    "own_others": "contains SoftBank's 0.11",
    "ARR_an_2025Q4": "known earlier than the row's date, which is that of its second figure",
    "inc": "no equation reads it: sanity row",
    "I_or": "the three numbers are no uniform distribution: its median would be 47.5",
    "t_av_end": "29.99 stands for the end of the year",
}
# id,name,symbol,unit,low,central,high,distribution,note
PROPOSED = """\
M1-D01,Free to paying conversion,c_mk,1/qtr,.012,.012,.012,fixed,
M1-D02,Share of subscribers paying in an app store,app_share,share,.5,.5,.5,fixed,
M1-D03,Go to Plus up-trading,m_GP,1/qtr,.02,.02,.02,fixed,
M1-D04,Monthly churn Pro,chi_Pro,1/mo,.04,.04,.04,fixed,
M1-D05,CPM relative to US: US and Canada,CPM_rel_US_CA,ratio,1,1,1,fixed,
M1-D06,CPM relative to US: other rich,CPM_rel_DEV,ratio,.6,.6,.6,fixed,
M1-D07,CPM relative to US: India,CPM_rel_IN,ratio,.1,.1,.1,fixed,
M1-D08,CPM relative to US: rest of world,CPM_rel_ROW,ratio,.25,.25,.25,fixed,
M1-D09,Quarters over which a custom contract is recognised,n_custom,quarters,8,8,8,fixed,
M1-D10,Quarters of quality gap that start a code red,n_code_red,quarters,2,2,2,fixed,
M1-D11,LTV/CAC below which growth spend is cut,ltv_cac_min,ratio,3,3,3,fixed,
M2-D01,Inference demand at the start,D_inf0,GW,.855,.855,.855,fixed,theta_i0*G_2025
M2-D02,Growth of tasks per user,g_tasks,x per yr,2.4,2.4,2.4,fixed,so that theta_i holds at 18 GW
M2-D03,Share of chip price paid at delivery,dep_delivery,share,.6,.6,.6,fixed,
M2-D04,Delay after which the payment floor falls,n_late,quarters,2,2,2,fixed,
M3-D01,Quarters between rounds,n_round,quarters,2,3,6,triangular,
M3-D02,AMD warrant tranches,n_w,n,6,6,6,fixed,equal tranches
M3-D03,AMD price hurdle of tranche 1,H_1,USD,220,220,220,fixed,undisclosed: even steps to H_6
M3-D04,AMD price hurdle of tranche 2,H_2,USD,296,296,296,fixed,undisclosed: even steps to H_6
M3-D05,AMD price hurdle of tranche 3,H_3,USD,372,372,372,fixed,undisclosed: even steps to H_6
M3-D06,AMD price hurdle of tranche 4,H_4,USD,448,448,448,fixed,undisclosed: even steps to H_6
M3-D07,AMD price hurdle of tranche 5,H_5,USD,524,524,524,fixed,undisclosed: even steps to H_6
M3-D08,AMD price hurdle of tranche 6,H_6,USD,600,600,600,fixed,the disclosed one
M3-D09,AMD warrant: strike,strike_w,USD,.01,.01,.01,fixed,
M3-D10,AMD warrant: years to expiry,T_w,yr,5,5,5,fixed,
M3-D11,AMD warrant: interest rate,r_w,1/yr,0,0,0,fixed,
M3-D12,Loan from OpenAI to Cerebras,L_cb,USD bn,1,1,1,fixed,see N_cb
M3-D13,Interest on the loan to Cerebras,r_cb,1/yr,.06,.06,.06,fixed,see N_cb
M3-D14,Lock-up after a public offering,n_lockup,quarters,2,2,2,fixed,
M3-D15,Quarters the funding need looks ahead,n_need,quarters,4,4,4,fixed,
M4-D01,Gate scale of cash,scale_cash,months of cash cost,1,1,1,fixed,
M4-D02,Interest on cash,r_cash,1/yr,.04,.04,.04,fixed,
M4-D03,Runway below which a party is constrained,n_constrained,quarters,4,4,4,fixed,
M6-D01,Credibility of a firm order,cred_firm,share,1,1,1,fixed,
M6-D02,Credibility of a letter of intent,cred_loi,share,.3,.3,.3,fixed,
M6-D03,Duration factor of an order,dur_a,ratio,5,5,5,fixed,
M8-D01,Capex a credit could cover,X_credit,USD bn,500,655,930,fixed,three cases of its cost
M8-D02,Guarantee case: assets,V_gar,USD bn,100,100,100,fixed,
M8-D03,Guarantee case: face of the debt,B_gar,USD bn,80,80,80,fixed,
M8-D04,Guarantee case: years,T_gar,yr,5,5,5,fixed,
M8-D05,Guarantee case: interest rate,r_gar,1/yr,.045,.045,.045,fixed,continuous
M8-D06,Guarantee case: asset drift,mu_A,1/yr,.1,.1,.1,fixed,continuous
M8-D07,Lag of a credit's cash,lag_credit,quarters,2,2,2,fixed,
M9-D01,Cournot case 1: market times margin,S_margin_1,USD bn,150,150,150,fixed,2.45 firms
M9-D02,Cournot case 1: fixed cost,F_cournot_1,USD bn,25,25,25,fixed,
M9-D03,Cournot case 2: market times margin,S_margin_2,USD bn,300,300,300,fixed,5.48 firms
M9-D04,Cournot case 2: fixed cost,F_cournot_2,USD bn,10,10,10,fixed,
M10-D01,Free cash flow margin 2030,m_30,share,.05,.05,.05,fixed,
M10-D02,Years until the margin is m_T,n_margin,yr,5,5,5,fixed,
M10-D03,Years over which growth fades to g_T,n_fade,yr,10,10,10,fixed,
M10-D04,Explicit years of the valuation,n_explicit,yr,15,15,15,fixed,
M10-D05,Further equity in the inverse valuation,E_further,USD bn,80,80,80,fixed,raised mid-way
M11-D01,Revenue 2026 prior,R26_prior,USD bn,24,30,36,triangular,
M11-D02,Bend of log revenue 2026-30,bend_R,ratio,3.2,3.2,3.2,fixed,
M11-D03,Weight of the bend,w_bend,share,.2253,.5,.7747,"beta(4,4)",
M11-D04,Year weight of other cost 2026,y_w_2026,ratio,1.6,1.6,1.6,fixed,
M11-D05,Year weight of other cost 2027,y_w_2027,ratio,1.35,1.35,1.35,fixed,
M11-D06,Year weight of other cost 2028,y_w_2028,ratio,1.15,1.15,1.15,fixed,
M11-D07,Year weight of other cost 2029,y_w_2029,ratio,1,1,1,fixed,
M11-D08,Year weight of other cost 2030,y_w_2030,ratio,.85,.85,.85,fixed,
M12-D01,Error of an audited figure,sd_audited,share,.005,.005,.005,fixed,
M12-D02,Error of a company's figure,sd_company,share,.02,.02,.02,fixed,
M12-D03,Error of press citing documents,sd_press,share,.05,.05,.05,fixed,
M12-D04,Error of an estimate,sd_estimate,share,.15,.15,.15,fixed,
M12-D05,Error of a plan as pseudo-observation,sd_plan,share,.3,.3,.3,fixed,
"""
FIRST_YEAR = 2026
PATHS = (  # symbol, name, values by year from the first, years before FIRST_YEAR, note
    ("R_v0", "Revenue, plan V0", "30 60 100 145 200", 0, "2028 and 2030 claims, rest interpolated"),
    (
        "R_v2",
        "Revenue, plan V2",
        "30 62 102.5 169.4",
        0,
        "2028, 2029 interpolated; 2030: R_2030",
    ),
    ("B_v0", "Cash burn, plan V0", "9 17 35 47 8", 1, "note of B_25_29_v0"),
    ("B_v2", "Cash burn, plan V2", "8 25 57 85 51", 1, "note of B_25_29_v2"),
    ("X_v0", "Free cash flow, plan V0", "38", -4, "positive in 2030"),
    ("X_v2", "Free cash flow, plan V2", "39", -4, "note of B_25_29_v2"),
    ("Cost_v2", "Total cash cost, plan V2", "55 119 188 220 241", 0, "revenue plus burn, in whole"),
)
FIELDS = ("id", "name", "symbol", "unit", "low", "central", "high", "distribution", "note")

Row = dict[str, str]


def given(rows: Iterator[Mapping[str, str]]) -> Iterator[Row]:
    """The table's own rows, with the columns of the program."""
    for row in rows:
        source, url = row["source_title"], row["url_or_ref"]
        yield {
            **{name: row[name] for name in (*FIELDS, "mechanism", "seed_doc")},
            "source": SOURCES.get(source, source),
            "url": url if url.startswith("http") else "",
            "known_at": row["known_at"] or KNOWN_BY,
        }


def proposed() -> Iterator[Row]:
    """The rows the specification proposes, as assumptions."""
    rows = csv.DictReader(io.StringIO(PROPOSED), fieldnames=FIELDS)
    for row in (*rows, *_plan_rows()):
        mechanism = row["id"].partition("-")[0]
        yield {**row, "mechanism": mechanism, "source": PROPOSAL, "known_at": KNOWN_BY}


def _plan_rows() -> Iterator[Row]:
    count = 0
    for symbol, name, values, before, note in PATHS:
        for year, value in enumerate(values.split(), start=FIRST_YEAR - before):
            count += 1
            texts = (f"M0-D{count:02}", f"{name} {year}", f"{symbol}_{year}", "USD bn")
            yield dict(zip(FIELDS, (*texts, value, value, value, "fixed", note), strict=True))


def finished(row: Row) -> Row:
    """The row with its unit normalised and what is known beside it."""
    unit, symbol = row["unit"], row["symbol"]
    return {
        **row,
        "unit": UNITS_AS_WRITTEN.get(unit, unit),
        "unit_as_written": unit,
        "remark": REMARKS.get(symbol, ""),
        "claims": CLAIMS.get(symbol, ""),
        "assumption": "true" if row["source"] in ASSUMED else "false",
    }


def main(source: Path, target: Path) -> None:
    """Writes the table, or stops with every fault."""
    with source.open(encoding="utf-8", newline="") as handle:
        rows = [finished(row) for row in (*given(csv.DictReader(handle)), *proposed())]
    parameters, problems = parameters_from_rows(rows, file=target.name)
    stray = sorted({*REMARKS, *CLAIMS} - {parameter.symbol for parameter in parameters})
    if problems or stray:
        raise SystemExit("\n".join([*map(str, problems), *stray]))
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(parameters)} parameters, {sum(p.assumption for p in parameters)} assumptions")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
