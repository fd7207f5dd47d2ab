local n = tonumber(arg[1]) or 12000000
local s = 0
for i = 1, n do s = s + i end
print("loop " .. s)
