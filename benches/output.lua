local n = tonumber(arg[1]) or 60000
for i = 1, n do
  local s = "line " .. i
  s = s .. (" "):rep(12 - #s) .. string.format("%10.2f", (i * 25 + (i % 2) * 0.01) / 100) .. " " .. string.char(65 + i % 26) .. "|"
  io.write(s, #s, "\n")
end
print("output " .. n)
