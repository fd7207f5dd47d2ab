local n = tonumber(arg[1]) or 1700000
local s = 0
for i = 1, n do
  s = s + (i % 15 == 0 and 15 or i % 5 == 0 and 5 or i % 3 == 0 and 3 or 1)
  if i % 2 ~= 0 and (i > 10 or i < 3) and i ~= 77 then s = s + 1
  elseif i % 7 == 0 and i % 11 ~= 0 then s = s - 1 end
  if s > 1000000 then s = s - 1000000 end
end
print("cond " .. s)
