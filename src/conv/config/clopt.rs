//! CLOPT: the options of a server, as servopts(5) has them.

use super::problem::Advice;
use std::fmt;
use std::io;
use std::time::Duration;

/// The options of a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clopt {
    /// `-A`: all services that the server has are offered.
    pub all: bool,
    /// `-s`: these are offered, in the order they are named.
    pub offers: Vec<Offer>,
    /// `-e`: the file of standard error.
    pub stderr: Option<String>,
    /// `-o`: the file of standard output.
    pub stdout: Option<String>,
    /// `-p`: when instances are started and ended.
    pub spawn: Option<Spawn>,
    /// `-r`: the beginning and end of each service are logged.
    pub report: bool,
    /// `-t`: clients of older releases are taken.
    pub old_clients: bool,
    /// `-v`: the server tells of what it was made of.
    pub verbose: bool,
    /// `-h`: the server is not immune to hangups.
    pub hangup: bool,
    /// `-n`: the nice value.
    pub nice: Option<i32>,
    /// `-l`: what of the process is locked in memory: `t`, `d` or `p`.
    pub lock: Option<char>,
    /// What stands behind `--`: the arguments of `tpsvrinit`.
    pub arguments: Vec<String>,
}

/// An operand of `-s`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// Services, and the function that serves them when it has another name than they have.
    /// Without services the function can be advertised later.
    Services {
        names: Vec<String>,
        function: Option<String>,
    },
    /// `@file`: a file with an operand of `-s` in each line.
    File(String),
}

/// When instances are started and ended: `-p [L][low][,terminate]:[high][,create]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spawn {
    /// `L`: the numbers are loads, not messages for each server.
    pub by_load: bool,
    /// Below this an instance ends, after `terminate`.
    pub low: u32,
    /// How long it has been below.
    pub terminate: Duration,
    /// Above this an instance is started, after `create`.
    pub high: u32,
    /// How long it has been above.
    pub create: Duration,
}

impl Spawn {
    /// What servopts(5) gives without numbers.
    pub fn new(by_load: bool) -> Spawn {
        let unit = if by_load { 50 } else { 1 };
        Spawn {
            by_load,
            low: unit,
            terminate: Duration::from_secs(60),
            high: 2 * unit,
            create: Duration::from_secs(50),
        }
    }

    /// Reads the operand of `-p`.
    ///
    /// # Errors
    /// It has another form.
    pub fn parse(text: &str) -> Result<Spawn, CloptError> {
        let wrong = || CloptError::Spawn(text.to_string());
        let (by_load, rest) = match text.strip_prefix('L') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut spawn = Spawn::new(by_load);
        let (down, up) = rest.split_once(':').unwrap_or((rest, ""));
        let pair = |text: &str, mark: &mut u32, time: &mut Duration| {
            let (first, second) = text.split_once(',').unwrap_or((text, ""));
            if !first.is_empty() {
                *mark = first.parse().map_err(|_| wrong())?;
            }
            if !second.is_empty() {
                *time = Duration::from_secs(second.parse::<u32>().map_err(|_| wrong())?.into());
            }
            Ok(())
        };
        pair(down, &mut spawn.low, &mut spawn.terminate)?;
        pair(up, &mut spawn.high, &mut spawn.create)?;
        match spawn.low <= spawn.high {
            true => Ok(spawn),
            false => Err(wrong()),
        }
    }
}

/// The longest name of a service.
const SERVICE: usize = 127;

impl Offer {
    /// Reads an operand of `-s`: `@file`, or `service[,service...][:function]`.
    ///
    /// # Errors
    /// A name is empty or too long.
    pub fn parse(text: &str) -> Result<Offer, CloptError> {
        if let Some(file) = text.strip_prefix('@') {
            return match file.is_empty() {
                true => Err(CloptError::Service(text.to_string())),
                false => Ok(Offer::File(file.to_string())),
            };
        }
        let (names, function) = match text.split_once(':') {
            Some((names, function)) => (names, Some(function)),
            None => (text, None),
        };
        let names: Vec<String> = match (names, function) {
            ("", Some(_)) => Vec::new(),
            _ => names.split(',').map(str::to_string).collect(),
        };
        let whole = names.iter().map(String::as_str).chain(function);
        for name in whole {
            if name.is_empty() || name.len() > SERVICE || name.contains([':', '@', ',']) {
                return Err(CloptError::Service(name.to_string()));
            }
        }
        let function = function.map(str::to_string);
        Ok(Offer::Services { names, function })
    }
}

impl Clopt {
    /// Reads options. Words are what blanks separate.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn parse(text: &str) -> Result<Clopt, CloptError> {
        let mut out = Clopt::default();
        let mut words = text.split_ascii_whitespace();
        while let Some(word) = words.next() {
            if word == "--" {
                out.arguments = words.map(str::to_string).collect();
                break;
            }
            let mut letters = word.strip_prefix('-').unwrap_or("").chars();
            let Some(letter) = letters.next() else {
                return Err(CloptError::NoOption(word.to_string()));
            };
            let rest = letters.as_str();
            // As getopt does it: the operand is the rest of the word, or the next one.
            let mut operand = || match rest {
                "" => words.next().ok_or(CloptError::NoOperand(letter)),
                rest => Ok(rest),
            };
            match letter {
                's' => out.offers.push(Offer::parse(operand()?)?),
                'e' => out.stderr = Some(operand()?.to_string()),
                'o' => out.stdout = Some(operand()?.to_string()),
                'p' => out.spawn = Some(Spawn::parse(operand()?)?),
                'n' => {
                    let text = operand()?;
                    let nice = text.parse().ok().filter(|n| (-20..=39).contains(n));
                    out.nice = Some(nice.ok_or_else(|| CloptError::Nice(text.to_string()))?);
                }
                'l' => {
                    let text = operand()?;
                    let lock = ["t", "d", "p"].contains(&text);
                    out.lock = match lock {
                        true => text.chars().next(),
                        false => return Err(CloptError::Lock(text.to_string())),
                    };
                }
                _ => {
                    for letter in word.chars().skip(1) {
                        match letter {
                            'A' => out.all = true,
                            'r' => out.report = true,
                            't' => out.old_clients = true,
                            'v' => out.verbose = true,
                            'h' => out.hangup = true,
                            _ => return Err(CloptError::Unknown(letter)),
                        }
                    }
                }
            }
        }
        Ok(out)
    }

    /// The services that are offered, with the files of `-s @file` read by `read`. In such a file a line is an operand of `-s`;
    /// lines that are empty or begin with `#` mean nothing.
    ///
    /// # Errors
    /// A file cannot be read, or has a line that is wrong.
    pub fn services(
        &self,
        mut read: impl FnMut(&str) -> io::Result<String>,
    ) -> Result<Vec<(String, String)>, CloptError> {
        let mut out = Vec::new();
        let mut add = |offer: &Offer| {
            if let Offer::Services { names, function } = offer {
                let serve = |name: &String| function.clone().unwrap_or_else(|| name.clone());
                out.extend(names.iter().map(|name| (name.clone(), serve(name))));
            }
        };
        for offer in &self.offers {
            let Offer::File(path) = offer else {
                add(offer);
                continue;
            };
            let text = read(path).map_err(|error| CloptError::File {
                path: path.clone(),
                reason: error.to_string(),
            })?;
            for line in text.lines().map(str::trim) {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let line = line.strip_prefix("-s").unwrap_or(line).trim();
                match Offer::parse(line)? {
                    // Files do not name files.
                    Offer::File(_) => return Err(CloptError::Service(line.to_string())),
                    offer => add(&offer),
                }
            }
        }
        Ok(out)
    }
}

impl fmt::Display for Offer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Offer::File(path) => write!(f, "@{path}"),
            Offer::Services { names, function } => {
                f.write_str(&names.join(","))?;
                match function {
                    Some(function) => write!(f, ":{function}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl fmt::Display for Spawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let load = if self.by_load { "L" } else { "" };
        let (down, up) = (self.terminate.as_secs(), self.create.as_secs());
        write!(f, "{load}{},{down}:{},{up}", self.low, self.high)
    }
}

impl fmt::Display for Clopt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Vec::new();
        for (set, word) in [
            (self.all, "-A"),
            (self.report, "-r"),
            (self.old_clients, "-t"),
            (self.verbose, "-v"),
            (self.hangup, "-h"),
        ] {
            if set {
                words.push(word.to_string());
            }
        }
        words.extend(self.offers.iter().map(|offer| format!("-s {offer}")));
        let named = [
            ("-e", self.stderr.clone()),
            ("-o", self.stdout.clone()),
            ("-p", self.spawn.map(|s| s.to_string())),
            ("-n", self.nice.map(|n| n.to_string())),
            ("-l", self.lock.map(String::from)),
        ];
        for (option, value) in named {
            words.extend(value.map(|value| format!("{option} {value}")));
        }
        if !self.arguments.is_empty() {
            words.push("--".to_string());
            words.extend(self.arguments.iter().cloned());
        }
        f.write_str(&words.join(" "))
    }
}

/// What is wrong with the options of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloptError {
    #[error("{0:?} is no option")]
    NoOption(String),
    #[error("there is no option -{0}")]
    Unknown(char),
    #[error("option -{0} has no operand")]
    NoOperand(char),
    #[error("{0:?} is no name of a service or function")]
    Service(String),
    #[error("-p {0} is no threshold")]
    Spawn(String),
    #[error("-n {0} is no nice value")]
    Nice(String),
    #[error("-l {0} locks nothing")]
    Lock(String),
    #[error("{path}: {reason}")]
    File { path: String, reason: String },
}

impl Advice for CloptError {
    fn advice(&self) -> String {
        match self {
            CloptError::NoOption(_) | CloptError::Unknown(_) => {
                "the options are -A -s -e -o -p -r -t -v -h -n -l; arguments of the server stand behind --".into()
            }
            CloptError::NoOperand(letter) => format!("write what -{letter} is about behind it"),
            CloptError::Service(_) => {
                "write -s service,service:function or -s @file, without blanks".into()
            }
            CloptError::Spawn(_) => {
                "write -p [L]low,terminate:high,create with seconds for both times, low up to high".into()
            }
            CloptError::Nice(_) => "choose a number from -20 to 39".into(),
            CloptError::Lock(_) => "choose t, d or p".into(),
            CloptError::File { .. } => "make the file readable, or name another".into(),
        }
    }
}
