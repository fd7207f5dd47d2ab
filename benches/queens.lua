local n = tonumber(arg[1]) or 12
local c, r, u, d = 0, {}, {}, {}
local function place(y)
  if y > n then c = c + 1; return end
  for x = 1, n do
    if not r[x] and not u[x + y] and not d[x - y] then
      r[x], u[x + y], d[x - y] = true, true, true
      place(y + 1)
      r[x], u[x + y], d[x - y] = nil, nil, nil
    end
  end
end
place(1)
print("queens " .. c)
