justify ; $JUSTIFY $FNUMBER $ZCONVERT
 write """[""_$j(""é"",5)_""]"" => ","["_$j("é",5)_"]",!
 write """[""_$j(""日本"",5)_""]"" => ","["_$j("日本",5)_"]",!
 write """[""_$zj(""é"",5)_""]"" => ","["_$zj("é",5)_"]",!
 write """[""_$j(""日本語日本語"",3)_""]"" => ","["_$j("日本語日本語",3)_"]",!
 write "$zco(""éàü"",""U"") => ",$zco("éàü","U"),!
 write "$zco(""ÉÀÜ"",""L"") => ",$zco("ÉÀÜ","L"),!
 write "$zco(""straße"",""U"") => ",$zco("straße","U"),!
 write "$zco(""ΑΒΓ"",""l"") => ",$zco("ΑΒΓ","l"),!
 write "$zco(""élan vital"",""T"") => ",$zco("élan vital","T"),!
 write "$zco(""日本"",""U"") => ",$zco("日本","U"),!
 write "$zl($zco(""é"",""UTF-8"",""UTF-16"")) => ",$zl($zco("é","UTF-8","UTF-16")),!
 write "$zl($zco(""é"",""UTF-8"",""UTF-16LE"")) => ",$zl($zco("é","UTF-8","UTF-16LE")),!
 write "$zco($zco(""a€"",""UTF-8"",""UTF-16BE""),""UTF-16BE"",""UTF-8"") => ",$zco($zco("a€","UTF-8","UTF-16BE"),"UTF-16BE","UTF-8"),!
 D e("w $zco(""é"",""UTF-8"",""LATIN1"")")
 D e("w $zco(""é"",""X"")")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
