local n = tonumber(arg[1]) or 1800000
local s, a = {0}, {}
for i = 0, 9 do a[i] = i end
local function bump(x, d) x[1] = x[1] + d end
local function slot(t, k) t[k] = t[k] + 1 end
for i = 1, n do bump(s, i); slot(a, i % 10) end
for i = 0, 9 do s[1] = s[1] + a[i] end
print("byref " .. s[1])
