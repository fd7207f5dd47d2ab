locktwice ; lists with one name more than once
 lock +(^a,^a,^a) zshow "L" lock -^a zshow "L" lock
 lock (^a,^a) zshow "L" lock
 lock +(^a,^a):1 write $test,! zshow "L" lock -(^a,^a) zshow "L" lock
 zallocate (^a,^a) zshow "L" zdeallocate ^a zshow "L"
 lock +^a,+^a,+(^a(1),^a) zshow "L" lock -(^a,^a,^a,^a) zshow "L"
 lock +(^a,^b,^a) zshow "L" lock -(^a,^a,^a) zshow "L" lock
 lock +(^a("x"),^a("x")) zshow "L"
 lock (^a("x"),^a("x"),^b) zshow "L"
 lock
 quit
