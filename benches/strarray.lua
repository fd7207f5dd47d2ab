local n = tonumber(arg[1]) or 300000
local s, a, x, keys = 0, {}, 1, {}
for i = 1, n do x = x * 16807 % 2147483647; a["PAT" .. (x % 1000000 + 1000000)] = i end
for key in pairs(a) do keys[#keys + 1] = key end
table.sort(keys)
for k, key in ipairs(keys) do s = s + k % 7 * a[key] end
print("strarray " .. #keys .. " " .. s)
