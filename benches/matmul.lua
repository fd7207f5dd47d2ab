local n = tonumber(arg[1]) or 170
local a, b, c, t = {}, {}, {}, 0
for i = 1, n do
  a[i], b[i], c[i] = {}, {}, {}
  for j = 1, n do a[i][j] = i + j; b[i][j] = i - j end
end
for i = 1, n do
  for j = 1, n do
    local s = 0
    for k = 1, n do s = s + a[i][k] * b[k][j] end
    c[i][j] = s
    t = t + s % 1009
  end
end
print("matmul " .. t .. " " .. c[1][1] .. " " .. c[n][n])
