local n = tonumber(arg[1]) or 60000
local x, t, c = 11, 0, {}
for i = 1, n do
  local l = {}
  for j = 1, 8 do
    x = x * 16807 % 2147483647
    l[j] = string.char(x % 26 + 97, x // 26 % 26 + 97)
  end
  for w in table.concat(l, " "):gmatch("%S+") do c[w] = (c[w] or 0) + 1 end
end
local keys = {}
for w in pairs(c) do keys[#keys + 1] = w end
table.sort(keys)
for k, w in ipairs(keys) do t = t + k * c[w] end
print("wordcount " .. #keys .. " " .. t)
