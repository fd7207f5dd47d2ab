local n = tonumber(arg[1]) or 1000000
local s, a = 0, {}
for i = 1, n do a[i] = i end
for i = n, 1, -1 do s = s + a[i] end
for i in ipairs(a) do s = s + i end
print("intarray " .. s)
