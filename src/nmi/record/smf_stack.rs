//! SMF records of type 119 about the stack as a whole: statistics, interfaces, ports of servers, its start and end, and UDP sockets.
//! Durations count 4096 in a microsecond, as the clock of the machine.

use super::fields::layout;

layout! {
    /// IPv4 in an interval (subtype 5).
    ip "SMF119AP_TSIP" 116
    DURATION 0 "Duration" U64;
    REC_DATA 8 "RecData" U32;
    RSV1 12 "Rsv1" Reserved(8);
    ATT_FWD_DATA 20 "AttFwdData" U32;
    RSV2 24 "Rsv2" Reserved(8);
    DLV_DATA 32 "DlvData" U32;
    X_DATA 36 "XData" U32;
    X_DSC_OTH 40 "XDscOth" U32;
    X_DSC_ROUTE 44 "XDscRoute" U32;
    TIMEOUTS 48 "Timeouts" U32;
    REC_D_RSMB 52 "RecDRsmb" U32;
    RSMB 56 "Rsmb" U32;
    FAIL_RSMB 60 "FailRsmb" U32;
    REC_FGMT 64 "RecFgmt" U32;
    DSC_D_FGMT 68 "DscDFgmt" U32;
    X_FGMT 72 "XFgmt" U32;
    ROUTE_DISC 76 "RouteDisc" U32;
    MAX_RSMB 80 "MaxRsmb" U32;
    CUR_RSMB 84 "CurRsmb" U32;
    RSMB_FLAGS 88 "RsmbFlags" U32;
    IN_CALLS 92 "InCalls" U32;
    IN_UERRS 96 "InUerrs" U32;
    ID_MEM 100 "IDMem" U32;
    OD_SYNC 104 "ODSync" U32;
    OD_ASYN 108 "ODAsyn" U32;
    OD_MEM 112 "ODMem" U32;
}

layout! {
    /// TCP in an interval (subtype 5).
    tcp "SMF119AP_TSTC" 180
    DURATION 0 "Duration" U64;
    ALG 8 "Alg" U32;
    MIN_RET 12 "MinRet" U32;
    MX_RET 16 "MxRet" U32;
    MX_CON 20 "MxCon" U32;
    OPEN_CONN 24 "OpenConn" U32;
    PASS_CONN 28 "PassConn" U32;
    O_FAILS 32 "OFails" U32;
    CON_RESET 36 "ConReset" U32;
    ESTAB 40 "Estab" U32;
    IN_SEGS 44 "InSegs" U32;
    O_SEGS 48 "OSegs" U32;
    RX_SEGS 52 "RxSegs" U32;
    IN_ERRS 56 "InErrs" U32;
    RESET 60 "Reset" U32;
    CON_CLS 64 "ConCls" U32;
    CON_ATT_D 68 "ConAttD" U32;
    TW_REF 72 "TWRef" U32;
    HOK_ACK 76 "HOKAck" U32;
    HOK_DAT 80 "HOKDat" U32;
    I_DUP_ACK 84 "IDupAck" U32;
    DSC_CHECKSUM 88 "DscChecksum" U32;
    DSC_LEN 92 "DscLen" U32;
    DSC_INS_DATA 96 "DscInsData" U32;
    DSC_OLD_TIME 100 "DscOldTime" U32;
    I_CMP_DUP_SEG 104 "ICmpDupSeg" U32;
    I_PART_DUP_SEG 108 "IPartDupSeg" U32;
    I_CMP_SEGS_WIN 112 "ICmpSegsWin" U32;
    I_PART_SEGS_WIN 116 "IPartSegsWin" U32;
    IO_ORDER 120 "IOOrder" U32;
    I_SEG_CLS 124 "ISegCls" U32;
    I_WIN_PR 128 "IWinPr" U32;
    I_WIN_UP 132 "IWinUp" U32;
    O_WIN_PR 136 "OWinPr" U32;
    O_WIN_UP 140 "OWinUp" U32;
    O_DL_ACK 144 "ODlAck" U32;
    OK_APR 148 "OKApr" U32;
    RX_TIM 152 "RxTim" U32;
    RX_MTU 156 "RxMTU" U32;
    PATH_M 160 "PathM" U32;
    DROP_PR 164 "DropPr" U32;
    DROP_KA 168 "DropKA" U32;
    DROP_F2 172 "DropF2" U32;
    DROP_RX 176 "DropRx" U32;
}

layout! {
    /// UDP in an interval (subtype 5).
    udp "SMF119AP_TSUD" 32
    DURATION 0 "Duration" U64;
    REC_DATA 8 "RecData" U64;
    REC_NO_PORT 16 "RecNoPort" U32;
    NO_REC 20 "NoRec" U32;
    XMT_DATA 24 "XmtData" U64;
}

layout! {
    /// ICMP in an interval (subtype 5).
    icmp "SMF119AP_TSIC" 112
    DURATION 0 "Duration" U64;
    IN_MSG 8 "InMsg" U32;
    IN_ERROR 12 "InError" U32;
    IN_DST_UNREACH 16 "InDstUnreach" U32;
    IN_TIME_EXCD 20 "InTimeExcd" U32;
    IN_PARM_PROB 24 "InParmProb" U32;
    IN_SRC_QUENCH 28 "InSrcQuench" U32;
    IN_REDIRECT 32 "InRedirect" U32;
    IN_ECHO 36 "InEcho" U32;
    IN_ECHO_REP 40 "InEchoRep" U32;
    IN_TSTAMP 44 "InTstamp" U32;
    IN_TSTAMP_REP 48 "InTstampRep" U32;
    IN_ADDR_MASK 52 "InAddrMask" U32;
    IN_ADDR_M_REP 56 "InAddrMRep" U32;
    OUT_MSG 60 "OutMsg" U32;
    OUT_ERROR 64 "OutError" U32;
    OUT_DST_UNREACH 68 "OutDstUnreach" U32;
    OUT_TIME_EXCD 72 "OutTimeExcd" U32;
    OUT_PARM_PROB 76 "OutParmProb" U32;
    OUT_SRC_QUENCH 80 "OutSrcQuench" U32;
    OUT_REDIRECT 84 "OutRedirect" U32;
    OUT_ECHO 88 "OutEcho" U32;
    OUT_ECHO_REP 92 "OutEchoRep" U32;
    OUT_TSTAMP 96 "OutTstamp" U32;
    OUT_TSTAMP_REP 100 "OutTstampRep" U32;
    OUT_ADDR_MASK 104 "OutAddrMask" U32;
    OUT_ADDR_M_REP 108 "OutAddrMRep" U32;
}

layout! {
    /// IPv6 in an interval (subtype 5).
    ip6 "SMF119AP_TSP6" 80
    DURATION 0 "Duration" U64;
    REC_DATA 8 "RecData" U32;
    RSV1 12 "Rsv1" Reserved(8);
    ATT_FWD_DATA 20 "AttFwdData" U32;
    RSV2 24 "Rsv2" Reserved(8);
    DLV_DATA 32 "DlvData" U32;
    X_DATA 36 "XData" U32;
    X_DSC_OTH 40 "XDscOth" U32;
    X_DSC_ROUTE 44 "XDscRoute" U32;
    TIMEOUTS 48 "Timeouts" U32;
    REC_D_RSMB 52 "RecDRsmb" U32;
    RSMB 56 "Rsmb" U32;
    FAIL_RSMB 60 "FailRsmb" U32;
    REC_FGMT 64 "RecFgmt" U32;
    DSC_D_FGMT 68 "DscDFgmt" U32;
    X_FGMT 72 "XFgmt" U32;
    ROUTE_DISC 76 "RouteDisc" U32;
}

layout! {
    /// ICMPv6 in an interval (subtype 5).
    icmp6 "SMF119AP_TSC6" 144
    DURATION 0 "Duration" U64;
    IN_MSG 8 "InMsg" U32;
    IN_ERROR 12 "InError" U32;
    IN_DST_UNREACH 16 "InDstUnreach" U32;
    IN_TIME_EXCD 20 "InTimeExcd" U32;
    IN_PARM_PROB 24 "InParmProb" U32;
    IN_ADM_PROHIB 28 "InAdmProhib" U32;
    IN_PKT_TOO_BIG 32 "InPktTooBig" U32;
    IN_ECHO 36 "InEcho" U32;
    IN_ECHO_REP 40 "InEchoRep" U32;
    IN_RT_SOLICIT 44 "InRtSolicit" U32;
    IN_RT_ADV 48 "InRtAdv" U32;
    IN_NB_SOLICIT 52 "InNbSolicit" U32;
    IN_NB_ADV 56 "InNbAdv" U32;
    IN_REDIRECT 60 "InRedirect" U32;
    IN_GRP_MEM_QRY 64 "InGrpMemQry" U32;
    IN_GRP_MEM_RSP 68 "InGrpMemRsp" U32;
    IN_GRP_MEM_RED 72 "InGrpMemRed" U32;
    OUT_MSG 76 "OutMsg" U32;
    OUT_ERROR 80 "OutError" U32;
    OUT_DST_UNREACH 84 "OutDstUnreach" U32;
    OUT_TIME_EXCD 88 "OutTimeExcd" U32;
    OUT_PARM_PROB 92 "OutParmProb" U32;
    OUT_ADM_PROHIB 96 "OutAdmProhib" U32;
    OUT_PKT_TOO_BIG 100 "OutPktTooBig" U32;
    OUT_ECHO 104 "OutEcho" U32;
    OUT_ECHO_REP 108 "OutEchoRep" U32;
    OUT_RT_SOLICIT 112 "OutRtSolicit" U32;
    OUT_RT_ADV 116 "OutRtAdv" U32;
    OUT_NB_SOLICIT 120 "OutNbSolicit" U32;
    OUT_NB_ADV 124 "OutNbAdv" U32;
    OUT_REDIRECT 128 "OutRedirect" U32;
    OUT_GRP_MEM_QRY 132 "OutGrpMemQry" U32;
    OUT_GRP_MEM_RSP 136 "OutGrpMemRsp" U32;
    OUT_GRP_MEM_RED 140 "OutGrpMemRed" U32;
}

layout! {
    /// An interface in an interval (subtype 6).
    interface "SMF119IS_IF" 240
    DURATION 0 "Duration" U64;
    LNK_HOME 8 "LnkHome" Address;
    NAME 24 "Name" Text(16);
    DEV_NAME 40 "DevName" Text(16);
    DESC 56 "Desc" Text(18);
    RSV1 74 "Rsv1" Reserved(2);
    ACTUAL_MTU 76 "ActualMtu" U32;
    SPEED 80 "Speed" U32;
    H_SPEED 84 "HSpeed" U32;
    IN_BYTES 88 "InBytes" U64;
    IN_UNI_C 96 "InUniC" U64;
    IN_BROAD_C 104 "InBroadC" U64;
    IN_MULTI_C 112 "InMultiC" U64;
    IN_DISC 120 "InDisc" U32;
    IN_ERROR 124 "InError" U32;
    IN_U_PROT 128 "InUProt" U32;
    OUT_BYTES 132 "OutBytes" U64;
    OUT_UNI_C 140 "OutUniC" U64;
    OUT_BROAD_C 148 "OutBroadC" U64;
    OUT_MULTI_C 156 "OutMultiC" U64;
    OUT_DISC 164 "OutDisc" U32;
    OUT_ERROR 168 "OutError" U32;
    OQL 172 "OQL" U32;
    IQDX_NAME 176 "IQDXName" Text(16);
    IN_IQDX_BYTES 192 "InIQDXBytes" U64;
    IN_IQDX_UNI_C 200 "InIQDXUniC" U64;
    OUT_IQDX_BYTES 208 "OutIQDXBytes" U64;
    OUT_IQDX_UNI_C 216 "OutIQDXUniC" U64;
    P_NET_ID 224 "PNetID" Text(16);
}

layout! {
    /// One more address of an interface (subtype 6).
    home "SMF119IS_IFAddIntf" 32
    NAME 0 "Name" Text(16);
    HOME 16 "Home" Address;
}

layout! {
    /// A TCP port of a server in an interval (subtype 7).
    tcp_port "SMF119SP_TC" 60
    DURATION 0 "Duration" U64;
    R_NAME 8 "RName" Text(8);
    BIND_IP 16 "BindIP" Address;
    PORT 32 "Port" U16;
    RSV1 34 "Rsv1" Reserved(2);
    CONN 36 "Conn" U32;
    BINDS 40 "Binds" U32;
    BUSY_SRV 44 "BusySrv" U32;
    SYN_ATTACK 48 "SynAttack" U32;
    HIGHWATER 52 "Highwater" U32;
    NUM_CONNS 56 "NumConns" U32;
}

layout! {
    /// A UDP port of a server in an interval (subtype 7).
    udp_port "SMF119SP_UD" 68
    DURATION 0 "Duration" U64;
    R_NAME 8 "RName" Text(8);
    BIND_IP 16 "BindIP" Address;
    PORT 32 "Port" U16;
    RSV1 34 "Rsv1" Reserved(2);
    I_DGRAMS 36 "IDgrams" U64;
    O_DGRAMS 44 "ODgrams" U64;
    I_BYTES 52 "IBytes" U64;
    O_BYTES 60 "OBytes" U64;
}

layout! {
    /// The stack begins or ends (subtype 8).
    stack "SMF119TC_ST" 12
    TYPE 0 "Type" Choice(1, &[(0x80, "start"), (0x40, "end"), (0x20, "unplanned end")]);
    FLAGS 1 "Flags" Flags(1, &[(0x80, "IPv6")]);
    RSV1 2 "Rsv1" Reserved(2);
    TIME 4 "Time" Time;
    DATE 8 "Date" Date;
}

layout! {
    /// A UDP socket is closed (subtype 10).
    udp_close "SMF119UD_UC" 104
    R_NAME 0 "RName" Text(8);
    CONN_ID 8 "ConnID" Hex(4);
    SUB_TASK 12 "SubTask" Hex(4);
    O_TIME 16 "OTime" Time;
    O_DATE 20 "ODate" Date;
    C_TIME 24 "CTime" Time;
    C_DATE 28 "CDate" Date;
    RIP 32 "RIP" Address;
    LIP 48 "LIP" Address;
    R_PORT 64 "RPort" U16;
    L_PORT 66 "LPort" U16;
    TYPE 68 "Type" Choice(1, &[(1, "standard"), (2, "EE")]);
    REASON 69 "Reason" Choice(1, &[(1, "normal"), (2, "abnormal")]);
    RSV1 70 "Rsv1" Reserved(2);
    IN_DGRAMS 72 "InDgrams" U64;
    OUT_DGRAMS 80 "OutDgrams" U64;
    IN_BYTES 88 "InBytes" U64;
    OUT_BYTES 96 "OutBytes" U64;
}
