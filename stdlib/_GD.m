%GD ; Lists the names of globals
 n %ZG
 w !,"Global Directory",!
 d GD^%GSEL
 q
