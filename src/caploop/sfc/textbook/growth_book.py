"""Numbers and equations of GROWTH (chapter 11); values open as published."""

PARAMS = {
    "alpha1": 0.75, "alpha2": 0.064, "beta": 0.5, "betab": 0.4, "bot": 0.05, "delta": 0.10667,
    "deltarep": 0.1, "eps": 0.5, "eps2": 0.8, "epsb": 0.25, "epsrb": 0.9, "eta0": 0.07416,
    "etan": 0.6, "etar": 0.4, "gamma": 0.15, "gamma0": 0.00122, "gammar": 0.1, "gammau": 0.05,
    "lambda20": 0.25, "lambda21": 2.2, "lambda22": 6.6, "lambda23": 2.2, "lambda24": 2.2,
    "lambda25": 0.1, "lambda30": -0.04341, "lambda31": 2.2, "lambda32": 2.2, "lambda33": 6.6,
    "lambda34": 2.2, "lambda35": 0.1, "lambda40": 0.67132, "lambda41": 2.2, "lambda42": 2.2,
    "lambda43": 2.2, "lambda44": 6.6, "lambda45": 0.1, "lambdab": 0.0153, "lambdac": 0.05,
    "psid": 0.15255, "psiu": 0.92, "ro": 0.05, "sigman": 0.1666, "theta": 0.22844, "top": 0.12,
    "xim1": 0.0008, "xim2": 0.0007, "omega0": -0.20594, "omega1": 1.0, "omega2": 2.0,
    "omega3": 0.45621, "ADDbl": 0.02, "BANDb": 0.01, "BANDt": 0.01, "GRg": 0.03, "GRpr": 0.03,
    "NCAR": 0.1, "Nfe": 87.181, "NPLk": 0.02, "RA": 0.0, "Rbbar": 0.035, "Rln": 0.07,
    "RRb": 0.03232, "sigmat": 0.2,
}  # fmt: skip
START = {
    "ADDl": 0.04592, "Bbd": 4388930.0, "Bbs": 4389790.0, "Bcbd": 4655690.0, "Bcbs": 4655690.0,
    "Bhd": 33396900.0, "Bhs": 33396900.0, "Bs": 42484800.0, "BLd": 840742.0, "BLs": 840742.0,
    "BLR": 0.1091, "BUR": 0.06324, "Ck": 7334240.0, "CAR": 0.09245, "CONS": 52603100.0,
    "Ekd": 5112.6001, "Eks": 5112.6001, "ER": 1.0, "Fb": 1744130.0, "Fbt": 1744140.0,
    "Ff": 18081100.0, "Fft": 18013600.0, "FDb": 1325090.0, "FDf": 2670970.0, "FUb": 419039.0,
    "FUf": 15153800.0, "FUft": 15066200.0, "G": 16755600.0, "Gk": 2336160.0, "GD": 57728700.0,
    "GL": 2775900.0, "GRk": 0.03001, "Hbd": 2025540.0, "Hbs": 2025540.0, "Hhd": 2630150.0,
    "Hhs": 2630150.0, "Hs": 4655690.0, "INV": 16911600.0, "Ik": 2357910.0, "IN": 11585400.0,
    "INk": 2064890.0, "INke": 2405660.0, "INkt": 2064890.0, "K": 127444000.0, "Kk": 17768900.0,
    "Lfd": 15962900.0, "Lfs": 15962900.0, "Lhd": 21606600.0, "Lhs": 21606600.0, "Md": 40510800.0,
    "Ms": 40510800.0, "N": 87.181, "Nt": 87.181, "NHUC": 5.6735, "NL": 683593.0, "NLk": 95311.0,
    "NPL": 309158.0, "NPLke": 0.02, "NUC": 5.6106, "OFb": 3473280.0, "OFbe": 3782430.0,
    "OFbt": 3638100.0, "omegat": 112852.0, "P": 7.1723, "Pbl": 18.182, "Pe": 17937.0,
    "PE": 5.07185, "PI": 0.0026, "PR": 138659.0, "PSBR": 1894780.0, "Q": 0.77443, "Rb": 0.035,
    "Rbl": 0.055, "Rk": 0.03008, "Rl": 0.06522, "Rm": 0.0193, "REP": 2092310.0, "RRl": 0.06246,
    "S": 86270300.0, "Sk": 12028300.0, "Ske": 12028300.0, "T": 17024100.0, "U": 0.70073,
    "UC": 5.6106, "V": 165395000.0, "Vk": 22576100.0, "Vfma": 159291000.0, "W": 777968.0,
    "WB": 67824000.0, "Y": 86607700.0, "Yk": 12088400.0, "YDr": 56446400.0, "YDkr": 7813270.0,
    "YDkre": 7813290.0, "YP": 73158700.0, "eta": 0.04918, "phi": 0.26417, "phit": 0.26417,
    "sigmase": 0.16667,
}  # fmt: skip
EQUATIONS = """
    Yk = Ske + INke - INk[-1]                            # output, in goods
    Ske = beta*Sk + (1-beta)*Sk[-1]*(1 + (GRpr + RA))    # expected sales
    INke = INk[-1] + gamma*(INkt - INk[-1])
    INkt = sigmat*Ske                                    # inventories wanted
    INk = INk[-1] + (Yk - Sk - NPL/UC)                   # inventories, in goods
    Kk = Kk[-1]*(1 + GRk)                                # fixed capital, in goods
    GRk = gamma0 + gammau*U[-1] - gammar*RRl             # growth of capital
    U = Yk/Kk[-1]                                        # utilisation
    RRl = ((1 + Rl)/(1 + PI)) - 1                        # real loan rate
    PI = (P - P[-1])/P[-1]                               # inflation
    Ik = d(Kk) + delta*Kk[-1]                            # gross investment, in goods
    Sk = Ck + Gk + Ik                                    # sales, in goods
    S = Sk*P                                             # sales
    IN = INk*UC                                          # inventories at cost
    INV = Ik*P                                           # gross investment
    K = Kk*P                                             # fixed capital
    Y = Sk*P + d(INk)*UC                                 # national income
    omegat = exp(omega0 + omega1*log(PR) + omega2*log(ER + z3*(1 - ER) - z4*BANDt + z5*BANDb))
    ER = N[-1]/Nfe[-1]                                   # employment rate
    z3 = if_true(ER > (1-BANDb)) * if_true(ER <= (1+BANDt))
    z4 = if_true(ER > (1+BANDt))
    z5 = if_true(ER < (1-BANDb))
    W = W[-1] + (omega3*(omegat*P[-1] - W[-1]))          # wage
    PR = PR[-1]*(1 + GRpr)                               # output a worker
    Nt = Yk/PR                                           # employment wanted
    N = N[-1] + (etan*(Nt - N[-1]))                      # employment
    WB = N*W                                             # wage bill
    UC = WB/Yk                                           # unit cost
    NUC = W/PR
    NHUC = (1 - sigman)*NUC + sigman*(1 + Rln[-1])*NUC[-1]  # normal historic unit cost
    P = (1 + phi)*NHUC                                   # price
    phi = phi[-1] + (eps2*(phit[-1] - phi[-1]))          # mark-up
    phit = Fft/HCe                                       # mark-up that would finance plans
    HCe = (1 - sigmase)*Ske*UC + (1 + Rl[-1])*sigmase*Ske*UC[-1]  # expected historic cost
    sigmase = INk[-1]/Ske
    Fft = FUft + FDf + Rl[-1]*(Lfd[-1] - IN[-1])         # profit firms plan for
    FUft = psiu*INV[-1]                                  # retained earnings planned
    FDf = psid*Ff[-1]                                    # dividends of firms
    Ff = S - WB + d(IN) - Rl[-1]*IN[-1]                  # profit of firms
    FUf = Ff - FDf - Rl[-1]*(Lfd[-1] - IN[-1]) + Rl[-1]*NPL  # retained earnings of firms
    Lfd = Lfd[-1] + (INV + d(IN) - FUf - d(Eks)*Pe - NPL)  # loans asked for by firms
    NPL = NPLk*Lfs[-1]                                   # loans that are not paid back
    Eks = Eks[-1] + (((1 - psiu)*INV[-1])/Pe)            # equities issued, in shares
    Rk = FDf/(Pe[-1]*Ekd[-1])                            # dividend yield
    PE = Pe/(Ff/Eks[-1])                                 # price-earnings ratio
    Q = (Eks*Pe + Lfd)/(K + IN)                          # Tobin's q
    YP = WB + FDf + FDb + Rm[-1]*Md[-1] + Rb[-1]*Bhd[-1] + BLs[-1]  # personal income
    T = theta*YP                                         # income tax
    YDr = YP - T - Rl[-1]*Lhd[-1]                        # regular disposable income
    YDhs = YDr + CG
    CG = d(Pbl)*BLd[-1] + d(Pe)*Ekd[-1] + d(OFb)         # capital gains
    V = V[-1] + (YDr - CONS + d(Pe)*Ekd[-1] + d(Pbl)*BLs[-1] + d(OFb))  # wealth of households
    Vk = V/P
    CONS = Ck*P                                          # consumption
    Ck = alpha1*(YDkre + NLk) + alpha2*Vk[-1]            # consumption, in goods
    YDkre = eps*YDkr + (1 - eps)*YDkr[-1]*(1 + GRpr)     # expected real income
    YDkr = YDr/P - d(P)*Vk[-1]/P
    GL = eta*YDr                                         # new loans to households
    eta = eta0 - etar*RRl
    NL = GL - REP
    REP = deltarep*Lhd[-1]                               # repayments
    Lhd = Lhd[-1] + (GL - REP)                           # loans of households
    NLk = NL/P
    BUR = (REP + Rl[-1]*Lhd[-1])/YDr[-1]                 # burden of debt
    Bhd = Vfma[-1]*(lambda20 + lambda22*Rb[-1] - lambda21*Rm[-1] - lambda24*Rk[-1] -
        lambda23*Rbl[-1] - lambda25*YDr/V)  # bills asked for
    BLd = Vfma[-1]*(lambda30 - lambda32*Rb[-1] - lambda31*Rm[-1] - lambda34*Rk[-1] +
        lambda33*Rbl[-1] - lambda35*YDr/V)/Pbl  # bonds asked for
    Pe = Vfma[-1]*(lambda40 - lambda42*Rb[-1] - lambda41*Rm[-1] + lambda44*Rk[-1] -
        lambda43*Rbl[-1] - lambda45*YDr/V)/Ekd  # price of a share, so that all are held
    Md = Vfma - Bhd - Pe*Ekd - Pbl*BLd + Lhd             # deposits, the rest
    Vfma = V - Hhd - OFb                                 # wealth to be invested
    Hhd = lambdac*CONS                                   # cash
    Ekd = Eks
    G = Gk*P                                             # government spending
    Gk = Gk[-1]*(1 + GRg)
    PSBR = G + BLs[-1] + Rb[-1]*(Bbs[-1] + Bhs[-1]) - T  # deficit of the government
    Bs = Bs[-1] + (G - T - d(BLs)*Pbl + Rb[-1]*(Bhs[-1] + Bbs[-1]) + BLs[-1])  # bills issued
    GD = Bbs + Bhs + BLs*Pbl + Hs                        # debt of the government
    Fcb = Rb[-1]*Bcbd[-1]                                # profit of the central bank
    BLs = BLd
    Bhs = Bhd
    Hhs = Hhd
    Hbs = Hbd
    Hs = Hbs + Hhs
    Bcbd = Hs
    Bcbs = Bcbd
    Rb = Rbbar                                           # bill rate
    Rbl = Rb + ADDbl                                     # bond rate
    Pbl = 1/Rbl
    Ms = Md
    Lfs = Lfd
    Lhs = Lhd
    Hbd = ro*Ms                                          # reserves required
    Bbs = Bbs[-1] + (d(Bs) - d(Bhs) - d(Bcbs))
    Bbd = Ms + OFb - Lfs - Lhs - Hbd                     # bills of banks, by their balance sheet
    BLR = Bbd/Ms                                         # liquidity ratio of banks
    Rm = Rm[-1] + (z1a*xim1 + z1b*xim2 - z2a*xim1 - z2b*xim2)
    z2a = if_true(BLR[-1] > (top + .05))
    z2b = if_true(BLR[-1] > top)
    z1a = if_true(BLR[-1] <= bot)
    z1b = if_true(BLR[-1] <= (bot -.05))
    Rl = Rm + ADDl                                       # loan rate
    OFbt = NCAR*(Lfs[-1] + Lhs[-1])                      # own funds banks need
    OFbe = OFb[-1] + betab*(OFbt - OFb[-1])
    FUbt = OFbe - OFb[-1] + NPLke*Lfs[-1]                # retained earnings they need
    NPLke = epsb*NPLke[-1] + (1 - epsb)*NPLk[-1]         # expected share of bad loans
    FDb = Fb - FUb                                       # dividends of banks
    Fbt = lambdab*Y[-1] + (OFbe - OFb[-1] + NPLke*Lfs[-1])  # profit banks plan for
    Fb = Rl[-1]*(Lfs[-1] + Lhs[-1] - NPL) + Rb[-1]*Bbd[-1] - Rm[-1]*Ms[-1]  # profit of banks
    ADDl = (Fbt - Rb[-1]*Bbd[-1] + Rm*(Ms[-1] - (1 - NPLke)*Lfs[-1] - Lhs[-1]))/((1 -
        NPLke)*Lfs[-1] + Lhs[-1])  # loan rate over deposit rate
    FUb = Fb - lambdab*Y[-1]
    OFb = OFb[-1] + (FUb - NPL)                          # own funds of banks
    CAR = OFb/(Lfs + Lhs)                                # capital adequacy
"""
