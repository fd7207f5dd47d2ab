$VECTOR/vector.so
sum: gtm_long_t sum(I:gtm_long_t, I:gtm_long_t, I:gtm_long_t)
upper: void upper(I:gtm_string_t*, O:gtm_string_t*[1000])
