local n = tonumber(arg[1]) or 4500000
local s, t = "", 0
for i = 1, n do s = "key-" .. i .. ":" .. (i * 2) .. ";"; t = t + #s end
print("concat " .. t .. " " .. s)
