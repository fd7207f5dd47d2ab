local n = tonumber(arg[1]) or 310
local s = 0
for i = 1, n do for j = 1, n do for k = j, n do s = s + (i * j - k) end end end
print("nested " .. s)
