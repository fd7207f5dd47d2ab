local n = tonumber(arg[1]) or 250000
local s, t = "The quick brown fox jumps over the lazy dog, 0123456789.", 0
for i = 1, n do for j = 1, #s do t = t + s:sub(j, j):byte() end end
print("extract " .. t .. " " .. s:sub(5, 9))
