local n = tonumber(arg[1]) or 3000
local a, x, s = {}, 3, 0
for i = 1, n do x = x * 16807 % 2147483647; a[i] = x % 10000 end
for i = n - 1, 1, -1 do for j = 1, i do if a[j] > a[j + 1] then a[j], a[j + 1] = a[j + 1], a[j] end end end
for i = 1, n do s = s + i * a[i] end
print("bubble " .. s .. " " .. a[1] .. " " .. a[n])
