local n = tonumber(arg[1]) or 600000
local a, c, l = {}, 0, 0
for i = 1, n do a[i] = 1 end
for i = 2, n do
  if a[i] == 1 then
    c = c + 1; l = i
    for j = i * i, n, i do a[j] = 0 end
  end
end
print("sieve " .. c .. " " .. l)
