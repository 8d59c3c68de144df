"""The unit in which code reads each parameter, and the one conversion into it.

A parameter of the book stands in the unit of its source (`per 10pp`, `USD/1000`, `bp`). Here and
nowhere else it becomes the number that an equation reads: `READ_IN` says for each symbol which unit
its equations are written in, and `factor_of` refuses a row whose unit does not measure the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from caploop.book import UNITS, Parameter, converted
from caploop.core.errors import UsageError
from caploop.core.problem import Place, Problem

GROUPS: Mapping[str, str] = {
    "USD bn": """
        R_2025 R_2025H1 ARR_2025Q4 B_2025 B_2025H1 OL_2025H1 NL_2025H1 R_2030 C_26_30 C_8y
        C_v0 B_25_29_v0 Cash_2025Q4 Ads_26 Ads_30 S_E30 ACV R30_prior V_pre V_post V_2025Q4
        I_round
        I_amzn_immediate I_amzn_total Cap_ms I_ipo K_nv_supply K_nv_cloud_service L_or
        gap_fv_FCRA gap_fv_fair_value L_cb X_credit V_gar B_gar S_margin_1 F_cournot_1
        S_margin_2 F_cournot_2 E_further R26_prior R_v0_2026 R_v0_2027 R_v0_2028 R_v0_2029
        R_v0_2030 R_v2_2026 R_v2_2027 B_v0_2026 B_v0_2027 B_v0_2028 B_v0_2029 B_v2_2026
        B_v2_2027 B_v2_2028 B_v2_2029 X_v0_2030 X_v2_2030 Cost_v2_2030 sbc_2025H1 R30_window
        pref_before SM_2025H1 nol_0 K_mkt buyback value0_xai value0_anthropic cash0_anthropic
        I_an_2026Q1 I_xai_2026Q1 R_an_2026 X_hy_GOOGL X_hy_META
        R_v4_2026 R_v4_2030 R_v4_sum C_v4 B_v4_2026 B_v4_2027 B_v4_2028 B_v4_2029 X_v4_2030
    """,
    "mn": """
        W_0 W_IN W_2030 E_0 K_seat W_codex U_hw N_w N_US_CA N_DEV N_IN N_ROW codex_ceiling
    """,
    "share": """
        w_US kappa_m s_C0 s_C30 pi_0 pi_30 f_store e_0 e_30 s_E30 gm_hw cm gm_adj sh_IT sh_gpu
        tau_top phi_term h_fs theta_i util sw s_asic p_loi m_s m_eff psi s_oai r_spv_Hyperion
        r_spv_Colossus s_spv ltc h_neg p_block bc rec_s rec_u gm_nv s_dd_nonIG_2026 adv ltv_sb
        nm_fx eta_a q_comp flex spec tau elig inc pt meb cov eq_gov diff_e disc_o
        s_api_Anthropic s_api_OpenAI s_api_Google m_T dlom n_c sh_C_plan_2026 sh_C_plan_2027
        sh_C_plan_2028 sh_C_plan_2029 sh_C_plan_2030 phi wc fill s_ann mu dep d_spread rsv
        dtol app_share dep_delivery cred_firm m_30 w_bend sd_company sd_press sd_plan w_DEV
        tier0_Go tier0_Pro to_Plus_US_CA to_Pro_US_CA to_Plus_DEV to_Pro_DEV to_Plus_IN
        to_Pro_IN to_Plus_ROW to_Pro_ROW sh_power sh_chips G0_microsoft G0_oracle G0_coreweave
        G0_amazon G0_google G0_cerebras G0_vehicles chips_nvidia chips_amd sh_debt_new
        sh_strat_new cheque_most react run_cost cash_least open_downgraded equity_downgraded
        base_capex_oracle base_capex_coreweave base_capex_softbank spv_shell theta_nash
        soft_own own_cash sh_conv conv_discount vc_share vc_most x_est tail_plan sh_S ipo_disc
        m_plan_T grid_m_low grid_m_high grid_m_step cut_war stall_red churn_red pull_red sm_30
        sm_cash fx_racks rec_supply pk_pjm pk_ercot pk_miso pk_spp pk_southeast pk_west
        pk_other dc_pjm dc_ercot dc_miso dc_spp dc_southeast dc_west dc_other slack_pjm
        slack_ercot slack_miso slack_spp slack_southeast slack_west slack_other gap_of_peak
        dc_of_growth rsv_min st_credit follow_dc margin_F spill scale_e from_small from_chip
        use0_google use0_meta use0_xai use0_anthropic use0_open ai_google ai_meta ai_xai
        ai_anthropic ai_open keep_google keep_meta keep_xai keep_anthropic keep_open c1_mono
        open_half part_front patience p_rescue_r p_sale_r
        sh_late repl_late carry_late sh_people t_c_tax_rate nol_most
        disc_most fill_least
        keep_growth keep_capex sh_ai keep_shock keep_reach
        sh_debt_capex issue_most capex_tight
        sh_C_v4_2026 sh_C_v4_2027 sh_C_v4_2028 sh_C_v4_2029 sh_C_v4_2030
    """,
    "1/yr": """
        p_m q_m g_ptok delta_g g_hw sig_amd k_e rl sig_A fee d_sig lam_e k_10 k_p g_T g_31
        sig_V g_tokv r_les sig_H sig_M r_w r_cb r_gar mu_A hw_growth g_chips g_outside r_base
        k_high r_cash v_prem grid_g_low grid_g_high grid_g_step lam_rel lam_war g_guide g_SF k_int
        g_cf k_reg lam_list g_guided
        g_out_microsoft g_out_oracle g_out_coreweave g_out_amazon g_out_google g_out_cerebras
        g_out_nvidia g_out_amd g_out_broadcom g_capex_microsoft g_capex_oracle
        g_capex_coreweave g_capex_amazon g_capex_google sig_out_ai sig_out_div sig_capex
        g_orders sig_orders
    """,
    "1/qtr": """
        delta_m lambda_s m_PG h_ipo b_E chi_E b2 c_mk m_GP codex_speed speed_gw
        v_people
    """,
    "1": """
        u alpha_q load_most eps_ad eps_tok PUE
        ov dscr x_acq beta_fb k_q eps_D eps_S rho_f jump_e a_Q xi
        ev_s load b0 b3 u_res lev_or CPM_rel_US_CA CPM_rel_DEV CPM_rel_IN CPM_rel_ROW
        ltv_cac_min dur_a bend_R sig_q custom_starts other_elastic rho_plan sig_T eta_V j_up
        j_down a_rel b_rel n_rel0 eps_war q_red gamma_A ar_CPM sig_CPM dev_use T_growth eps_sm
        k_hole u_gov bid_others b_data eta_rival
        ci_go ci_api repl_price lend_stop x_ebitda x_ample sig_ocf debt_most
    """,
    "USD/mo": """
        P_Go P_GoIN P_Plus P_Pro ARPU_30 P_seat ARPU_agent
    """,
    "1/mo": """
        chi_Plus chi_Go chi_Pro eta_use
    """,
    "USD/view": """
        CPM
    """,
    "1/day": """
        qpd
    """,
    "year": """
        t_hw ads_start_US_CA ads_start_DEV ads_start_IN ads_start_ROW ipo_from
    """,
    "USD": """
        P_hw S_amd H_1 H_2 H_3 H_4 H_5 H_6 strike_w
    """,
    "GW": """
        G_2025 G_c_Nvidia G_c_AMD G_c_Broadcom G_amd_firm G_cbrs G_trn gap_b gap_h dD dPeak
        Q_gas_gas_active G_nu G_nn G_ga_2026 G_ga_2027 G_ga_2028 G_ga_2029 G_ga_2030 G_co_2026
        G_co_2027 G_co_2028 G_co_2029 G_co_2030 D_inf0 gap_pace_1 gap_pace_2 gap_pace_3
        gap_pace_4 gap_ms gw0_google gw0_meta gw0_xai gw0_anthropic gw0_open
    """,
    "USD bn/GW": """
        kappa nv_gw amd_gw kappa_pw i_gw kappa_high_plan soft_site soft_bid
    """,
    "kW": """
        w_c
    """,
    "USD bn/GW-yr": """
        ell om ell_low_plan
    """,
    "yr": """
        T_ls T_dc n_IT n_sh T_dd T_w T_gar n_margin n_fade n_explicit T_2030 T_further
        T_exit T_cloud T_shell T_debt n_F n_rescue T_oai
    """,
    "qtr": """
        lag_gw n_custom n_code_red n_round n_lockup n_constrained n_stale n_war n_reorg
        lag_train
    """,
    "mo": """
        T_build Cmin T_q T_gt T_rc T_tx T_gc lag_f months_0
    """,
    "x/yr": """
        g_alg g_inf g_task g_F
    """,
    "per USD bn/GW-yr": """
        beta_chip
    """,
    "per 1": """
        b_mkt b1 imp b_disc
    """,
    "USD bn/qtr": """
        R_nv R_nvdc R_nv4
    """,
    "GW/yr": """
        gt_cap_capacity_low gt_cap_capacity_high gt_cap_orders st_add rc_cap
    """,
    "USD/MWh": """
        p_el p_site
    """,
    "USD/MW-day": """
        p_cap
    """,
    "USD bn/yr": """
        F_26 S_A30 sbc acq S_F26 S_F30 spv_meta spv_xai strategic_anthropic flow0_open R_list
        room_rivals parent_xai
    """,
    "USD/MWh per 1": """
        c1
    """,
    "x/qtr": """
        ar_S
    """,
    "USD mn": """
        A_rivals A_own
    """,
    "day": """
        dso_E
    """,
    "count": """
        n_api_rest
    """,
}
READ_IN: Mapping[str, str] = {s: unit for unit, names in GROUPS.items() for s in names.split()}
"""The unit in which equations read a parameter, by symbol: 1 % of market moved is 0.01 `per 1`."""
USUAL: Mapping[str, str] = {
    "USD/yr": "USD bn/yr",
    "USD/qtr": "USD bn/qtr",
    "USD/GW": "USD bn/GW",
    "USD/GW-yr": "USD bn/GW-yr",
    "GW-yr/USD": "per USD bn/GW-yr",
}
"""Units of the model for measures whose parameters no equation reads."""


def unit_read(symbol: str, *, unit: str) -> str:
    """The unit in which the model has a parameter: the readers' own, else the usual of its measure.

    Money is in USD bn and people in mn where the row is in sums of them; a price stays in USD.
    """
    if symbol in READ_IN:
        return READ_IN[symbol]
    base, factor = UNITS[unit]
    sums = {"USD": "USD bn", "count": "mn"}
    if base in sums:
        return unit if factor == 1 else sums[base]
    return USUAL.get(base, base)


def factor_of(parameter: Parameter) -> Decimal:
    """What a number in the parameter's own unit is multiplied by to be the number that code reads.

    Raises UsageError where the row measures something else than its readers take.
    """
    return converted_factor(parameter.symbol, unit=parameter.unit)


def converted_factor(symbol: str, *, unit: str) -> Decimal:
    """The same for a number given in `unit` in place of the row's own."""
    to = unit_read(symbol, unit=unit)
    try:
        return converted(Decimal(1), unit=unit, to=to)
    except UsageError as error:
        raise UsageError(
            f"{symbol} is read in {to} and cannot be given in {unit}: {error}"
        ) from error


def unit_problems(parameters: Iterable[Parameter]) -> list[Problem]:
    """A problem for each parameter whose unit does not measure what the equations read it as."""
    problems = []
    for row in parameters:
        base, to = UNITS[row.unit][0], unit_read(row.symbol, unit=row.unit)
        if base != UNITS.get(to, (to, 1))[0]:
            message = f"{row.symbol} is in {row.unit}, which measures {base}; it is read in {to}"
            hint = f"give it in {to} or a multiple of it, or mend what reads it"
            place = Place(file="parameters.csv", field="unit")
            problems.append(
                Problem(
                    code="unit-not-read", subject=row.id, message=message, hint=hint, place=place
                )
            )
    return problems
