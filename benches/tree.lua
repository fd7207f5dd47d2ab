local n = tonumber(arg[1]) or 95
local s, a = 0, {}
for i = 1, n do
  a[i] = {}
  for j = 1, n do
    a[i][j] = {}
    for k = 1, n do a[i][j][k] = i + j + k end
  end
end
for i = 1, n do for j = n, 1, -1 do for k = 1, n do s = s + a[i][j][k] end end end
print("tree " .. s)
