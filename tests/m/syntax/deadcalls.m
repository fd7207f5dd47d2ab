deadcalls ; labels that are missing, but never called
	q
more	s:0 a=$$qa() w:0 $$qb()
	i 0 w $$qc()
	i 0 d qd
	d qe:0
	i 1 d qf:1
	d:1 qg
	q:0  d qh
	e  d qi
	q  d qj
	i 0 i 1 d qk
	f i=1:1:0 d ql
	d:0 qm(1),qn g:0 qo
	d:x qp
	d:'0 qq
	d:'1 qr
	g qs:'1
