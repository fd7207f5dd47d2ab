local n = tonumber(arg[1]) or 3000000
local s = 0
local function mul(a, b) return a * b end
for i = 1, n do s = s + mul(i, 3) end
print("callfn " .. s)
