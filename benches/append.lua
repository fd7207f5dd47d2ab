local n = tonumber(arg[1]) or 2200
local s, t = "", 0
for j = 1, n do
  s = ""
  for i = 1, 5000 do
    s = s .. (i % 10)
    if i % 1000 == 0 then t = t + #s end
  end
end
print("append " .. t .. " " .. s:sub(-10))
