basic ; numeric ranges
 n i
 f i=1:1:5 w i," "
 w "=> ",i,! f i=5:-1:1 w i," "
 w "=> ",i,! f i=1:2:10 w i," "
 w "=> ",i,! f i=0:.25:1 w i," "
 w "=> ",i,! f i=1:1:0 w i," "
 w "=> ",i,! f i=1:-1:2 w i," "
 w "=> ",i,! f i=5:1:5 w i," "
 w "=> ",i,! f i=5:-1:5 w i," "
 w "=> ",i,! f i=-3:1:3 w i," "
 w "=> ",i,! f i=3:-1.5:-3 w i," "
 w "=> ",i,! f i="2x":"1y":"4z" w i," "
 w "=> ",i,! f i="a":1:2 w i," "
 w "=> ",i,! f i=1E2:1E2:5E2 w i," "
 w "=> ",i,! f i=.1:.1:.5 w i," "
 w "=> ",i,! for i=1.50:1:4 w i," "
 w "=> ",i,! FOR i="1.50":1:4 W i," "
 w "=> ",i,!
 q
