local n = tonumber(arg[1]) or 100000
local a, x, s = {}, 7, 0
for i = 1, n do x = x * 16807 % 2147483647; a[i] = x % 100000 end
local function sift(k, m)
  local t = a[k]
  while true do
    local c = k * 2
    if c > m then break end
    if c < m and a[c + 1] > a[c] then c = c + 1 end
    if a[c] <= t then break end
    a[k] = a[c]; k = c
  end
  a[k] = t
end
for i = n // 2, 1, -1 do sift(i, n) end
for i = n, 2, -1 do a[1], a[i] = a[i], a[1]; sift(1, i - 1) end
for i = 1, n do s = s + i % 17 * a[i] end
print("heapsort " .. s .. " " .. a[1] .. " " .. a[n])
