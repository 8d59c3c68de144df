"""Numbers and equations of INSOUT (chapter 10); values open as published."""

PARAMS = {
    "alpha0": 0.0, "alpha1": 0.95, "alpha2": 0.05, "beta": 0.5, "bot": 0.02, "botpm": 0.002,
    "eps": 0.5, "gamma": 0.5, "lambda20": 0.52245, "lambda21": 20.0, "lambda22": 40.0,
    "lambda23": -20.0, "lambda24": -20.0, "lambda25": -0.06, "lambda30": 0.47311,
    "lambda31": 40.0, "lambda32": -20.0, "lambda33": 40.0, "lambda34": -20.0, "lambda35": -0.06,
    "lambda40": 0.17515, "lambda41": 20.0, "lambda42": -20.0, "lambda43": -20.0, "lambda44": 40.0,
    "lambda45": -0.06, "lambdac": 0.1, "phi": 0.1, "ro1": 0.1, "ro2": 0.1, "sigma0": 0.3612,
    "sigma1": 3.0, "tau": 0.25, "top": 0.04, "toppm": 0.005, "xib": 0.9, "xil": 0.002,
    "xim": 0.0002, "omega0": -0.32549, "omega1": 1.0, "omega2": 1.5, "omega3": 0.1,
    "ERrbl": 0.027, "Gk": 25.0, "Nfe": 133.28, "PR": 1.0, "Rbbar": 0.023, "Rblbar": 0.027,
}  # fmt: skip
START = {
    "Bbd": 1.19481, "Bbdn": 1.19481, "Bcb": 19.355, "Bhd": 49.69136, "Bhh": 49.69136,
    "Bs": 70.25162, "BLd": 1.12309, "BLh": 1.12309, "BLs": 1.12309, "BLRn": 0.02737, "Fb": 0.1535,
    "Hbd": 4.36249, "Hbs": 4.36249, "Hhd": 14.992, "Hhh": 14.992, "Hhs": 14.992, "IN": 38.0676,
    "INk": 38.07, "INke": 38.07, "Ld": 38.0676, "Ls": 38.0676, "M1h": 3.9482, "M1hn": 3.9482,
    "M1s": 3.9482, "M2d": 39.667, "M2h": 39.667, "M2s": 39.667, "omegat": 0.72215, "P": 1.38469,
    "Pbl": 37.06, "Ra": 0.02301, "Rb": 0.02301, "Rbl": 0.027, "Rl": 0.02515, "Rm": 0.02095,
    "Sk": 133.277, "Ske": 133.277, "UC": 1.0, "V": 149.94115664999998, "Ve": 149.94115664999998,
    "Vk": 108.285, "Vnc": 134.94915665, "Vnce": 134.94915665, "YDkr": 108.28, "YDkre": 108.28,
    "W": 1.0,
}  # fmt: skip
EQUATIONS = """
    Yk = Ske + INke - INk[-1]                            # output, in goods
    N = Yk/PR                                            # employment
    WB = N*W                                             # wage bill
    UC = WB/Yk                                           # unit cost
    Ske = beta*Sk[-1] + (1-beta)*Ske[-1]                 # expected sales
    INkt = sigmat * Ske                                  # inventories wanted
    sigmat = sigma0 - sigma1*Rl
    RRl = (1 + Rl)/(1 + PI) - 1
    INke = INk[-1] + gamma*(INkt - INk[-1])
    NHUC = (1 - sigmat)*UC + sigmat*(1 + Rl[-1])*UC[-1]  # normal historic unit cost
    P = (1 + tau)*(1 + phi)*NHUC                         # price
    Ffe = (phi/(1+phi))*(1/(1+tau))*P*Ske                # profit firms plan for
    Sk = Ck + Gk
    S = P * Sk                                           # sales
    INk = INk[-1] + (Yk - Sk)                            # inventories, in goods
    sigmas = INk[-1]/Sk
    IN = INk*UC                                          # inventories at cost
    Ld = IN                                              # loans asked for
    Ff = S - T - WB + IN - IN[-1] - Rl[-1]*IN[-1]        # profit of firms
    PI = P/P[-1] - 1                                     # inflation
    YDr = WB + F + Rm[-1]*M2d[-1] + Rb[-1]*Bhh[-1] + BLh[-1]  # regular disposable income
    CG = (Pbl - Pbl[-1])*BLh[-1]                         # capital gain on bonds
    YDhs = YDr + CG
    F = Ff + Fb
    V = V[-1] + YDhs - CONS                              # wealth of households
    Vnc = V - Hhd                                        # wealth but for cash
    YDkr = (YDr - PI*V[-1])/P
    YDkhs = (YDr - PI*V[-1] + CG)/P
    Vk = V/P
    Ck = alpha0 + alpha1*YDkre + alpha2*Vk[-1]           # consumption, in goods
    YDkre = eps*YDkr[-1] + (1 - eps)*YDkre[-1]           # expected real income
    CONS = Ck*P
    YDre = P*YDkre + PI*V[-1]/P
    Ve = V[-1] + YDre - CONS                             # expected wealth
    Hhd = lambdac*CONS                                   # cash asked for
    Vnce = Ve - Hhd
    M2d = (lambda20 + lambda22*Rm + lambda23*Rb + lambda24*ERrbl + lambda25*(YDre/Vnce))*Vnce
    Bhd = (lambda30 + lambda32*Rm + lambda33*Rb + lambda34*ERrbl + lambda35*(YDre/Vnce))*Vnce
    BLd = (lambda40 + lambda42*Rm + lambda43*Rb + lambda44*ERrbl + lambda45*(YDre/Vnce))*Vnce/Pbl
    RRm = (1 + Rm)/(1 + PI) - 1
    RRb = (1 + Rb)/(1+ PI) - 1
    RRbl = (1 + Rbl)/(1 + PI) - 1
    Hhh = Hhd
    Bhh = Bhd
    BLh = BLd
    M1hn = Vnc - M2d - Bhd - Pbl*BLd                     # what is left for checking deposits
    M1h = M1hn * z1
    z1 = if_true(M1hn >= 0)                              # is it positive?
    M2h = M2d*z1 + (Vnc - Bhh - Pbl*BLd)*z2
    z2 = 1 - z1
    T = S*tau/(1 + tau)                                  # sales tax
    G = P*Gk
    PSBR = G + Rb[-1]*Bs[-1] + BLs[-1] - (T + Fcb)       # deficit of the government
    Bs = Bs[-1] + (PSBR - (BLs - BLs[-1])*Pbl)
    BLs = BLd
    Pbl = 1/Rbl                                          # price of a bond that pays one a period
    Rbl = Rblbar
    Hs = Bcb + As                                        # cash issued
    Hbs = Hs - Hhs
    Bcb = Bs - Bhh - Bbd                                 # bills the central bank takes
    Rb = Rbbar
    As = Ad                                              # advances to banks
    Ra = Rb
    Fcb = Rb[-1]*Bcb[-1] + Ra[-1]*As[-1]                 # profit of the central bank
    Hhs = Hhd
    M1s = M1h
    M2s = M2d
    Ls = Ld
    Hbd = ro1*M1s + ro2*M2s                              # reserves required
    Bbdn = M1s + M2s - Ls - Hbd                          # bills banks could hold without advances
    BLRn = Bbdn/(M1s + M2s)                              # net liquidity ratio of banks
    Ad = (bot*(M1s + M2s) - Bbdn)*z3                     # advances asked for
    z3 = if_true(BLRn < bot)                             # is the ratio below its floor?
    Bbd = Ad + M1s + M2s - Ls - Hbd
    BLR = Bbd/(M1s + M2s)
    Rm = Rm[-1] + 0.0001*z4 + 0.0002*z4b - 0.0001*z5 - 0.0002*z5b + xib*(Rb - Rb[-1])
    z4 = if_true(BLRn[-1] < bot)
    z4b = if_true(BLRn[-1] < (bot - 0.02))
    z5 = if_true(BLRn[-1] > top)
    z5b = if_true(BLRn[-1] > (top+0.02))
    Fb = Rl[-1]*Ls[-1] + Rb[-1]*Bbd[-1] - Rm[-1]*M2s[-1] - Ra[-1]*Ad[-1]  # profit of banks
    Rl = Rl[-1] + (xil*(z6 - z7) + (Rb - Rb[-1]))        # loan rate, moved by banks' margin
    z6 = if_true(BPM < botpm)
    z7 = if_true(BPM > toppm)
    BPM = (Fb + Fb[-1])/(M1s[-1] + M1s[-2] + M2s[-1] + M2s[-2])  # margin of banks over two periods
    omegat = exp(omega0 + omega1*log(PR) + omega2*log((N/Nfe)))  # real wage asked for
    W = W[-1]*(1 + omega3*(omegat[-1] - W[-1]/P[-1]))    # wage
    Y = P*Sk + (INk - INk[-1])*UC                        # national income
"""
