-- For wrk: asks for the paths of a file, each with its entity tag where there is one ("path<tab>tag"), at random.
-- Header fields of the command line go with each.
local requests = {}

function init(args)
  math.randomseed(tonumber(args[3]) or 1)
  for line in io.lines(args[1]) do
    local path, tag = line:match("^([^\t]+)\t?(.*)$")
    local headers = {}
    for name, value in pairs(wrk.headers) do
      headers[name] = value
    end
    headers["Host"] = args[2]
    if tag ~= "" then
      headers["If-None-Match"] = tag
    end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  return requests[math.random(#requests)]
end
