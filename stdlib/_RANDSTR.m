%RANDSTR(length,ranges,codes,set) ; Text of random characters of a set, or of from:step:to lists, kept if they match the pattern codes
 n c,i,from,range,step,to,text,pattern
 s:'$d(length) length=8 s:$g(ranges)="" ranges="1:1:127" s:$g(codes)="" codes="AN"
 i $g(set)="" s set="",pattern="1"_codes f i=1:1:$l(ranges,",") s range=$p(ranges,",",i),from=$p(range,":"),step=$p(range,":",2),to=$p(range,":",3) d
 . s:'step step=1 s:to="" to=from
 . f c=from:step:to s:$c(c)?@pattern set=set_$c(c)
 q:set="" ""
 s text="" f i=1:1:length s text=text_$e(set,$r($l(set))+1)
 q:$q text w text q
