local n = tonumber(arg[1]) or 1200
local t = 0
local a, b = "the quick brown fox jumps over the lazy dog", "pack my box with five dozen liquor jugs and go"
local function dist(a, b)
  local la, lb, p, c = #a, #b, {}, {}
  for j = 0, lb do p[j] = j end
  for i = 1, la do
    local ca = a:sub(i, i)
    c[0] = i
    for j = 1, lb do
      local m = p[j - 1] + (b:sub(j, j) ~= ca and 1 or 0)
      if p[j] + 1 < m then m = p[j] + 1 end
      if c[j - 1] + 1 < m then m = c[j - 1] + 1 end
      c[j] = m
    end
    for j = 0, lb do p[j] = c[j] end
  end
  return p[lb]
end
for i = 1, n do t = t + dist(a, b .. i) end
print("leven " .. t)
