local n = tonumber(arg[1]) or 130000
local a, x, s = {}, 42, 0
for i = 1, n do x = x * 16807 % 2147483647; a[i] = x % 1000000 end
local function qs(l, r)
  if l >= r then return end
  local i, j, p = l, r, a[(l + r) // 2]
  repeat
    while a[i] < p do i = i + 1 end
    while a[j] > p do j = j - 1 end
    if i <= j then a[i], a[j] = a[j], a[i]; i = i + 1; j = j - 1 end
  until i > j
  qs(l, j); qs(i, r)
end
qs(1, n)
for i = 1, n do s = s + i % 13 * a[i] end
print("quicksort " .. s .. " " .. a[1] .. " " .. a[n])
