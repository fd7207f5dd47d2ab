local n = tonumber(arg[1]) or 900000
local s = 0
local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
for i = 1, n do
  s = s + gcd(i, 360360)
  local x = i
  while x ~= 0 do s = s + x % 10; x = x // 10 end
end
print("divmod " .. s)
