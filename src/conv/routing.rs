//! Data-dependent routing: the groups that a request goes to, by a field of its buffer. Whoever sends evaluates the criteria, which it has
//! from the monitor since it joined; requests for services without one are looked at no further.

mod xml;

use super::buffer::value::{Type, Value};
use super::buffer::{self, Buffer, Data, Definitions};
use super::codes::TpErrno;
use super::config::ranges::{Field, NoRoute};
use super::config::{BufTypes, Configuration, FieldType, Ranges, Routing};
use super::failure::Failure;
use super::frame::Encoded;
use super::wire::{Malformed, Reader, Writer};
use std::collections::HashMap;
use std::rc::Rc;

/// The criteria of an application, and the services that have one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Routes {
    criteria: Vec<Routing>,
    /// The criterion of a service.
    services: HashMap<String, String>,
}

impl Routes {
    /// Those of a configuration.
    pub fn of(configuration: &Configuration) -> Routes {
        let services = configuration.services.iter();
        let routed = services.filter_map(|s| Some((s.name.clone(), s.routing.clone()?)));
        Routes {
            services: routed.collect(),
            criteria: configuration.routing.clone(),
        }
    }

    /// Whether no service has a criterion.
    pub fn is_empty(&self) -> bool {
        self.services.is_empty()
    }

    /// Whether a service has a criterion.
    pub fn has(&self, service: &str) -> bool {
        !self.services.is_empty() && self.services.contains_key(service)
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::default();
        w.u32(self.criteria.len() as u32);
        for criterion in &self.criteria {
            w.text(&criterion.name).text(&criterion.field);
            w.text(criterion.field_type.name());
            w.text(&criterion.ranges.to_string());
            w.text(&criterion.types.to_string());
        }
        w.u32(self.services.len() as u32);
        for (service, criterion) in &self.services {
            w.text(service).text(criterion);
        }
        w.0
    }

    /// # Errors
    /// The bytes are none that [`Routes::encode`] writes.
    pub fn decode(bytes: &[u8]) -> Result<Routes, Malformed> {
        let mut r = Reader(bytes);
        let mut routes = Routes::default();
        for _ in 0..r.u32()? {
            routes.criteria.push(Routing {
                name: r.text()?,
                field: r.text()?,
                field_type: FieldType::of(&r.text()?).ok_or(Malformed::Kind)?,
                ranges: Ranges::parse(&r.text()?).map_err(|_| Malformed::Text)?,
                types: BufTypes::parse(&r.text()?).map_err(|_| Malformed::Text)?,
            });
        }
        for _ in 0..r.u32()? {
            routes.services.insert(r.text()?, r.text()?);
        }
        r.end()?;
        Ok(routes)
    }

    /// The groups that a request goes to: the second for when nobody in the first offers the service. None: wherever it is offered.
    ///
    /// # Errors
    /// TPESYSTEM: it goes nowhere.
    pub fn route(
        &self,
        service: &str,
        buffer: Option<&Encoded>,
        definitions: impl FnOnce() -> Result<Rc<Definitions>, Failure>,
    ) -> Result<Vec<String>, Failure> {
        let Some(name) = self.services.get(service) else {
            return Ok(Vec::new());
        };
        let nowhere = |reason: String| {
            let reason = format!("{service} is routed by {name}: {reason}");
            Failure::new(TpErrno::System, reason)
        };
        let found = buffer.and_then(|bytes| buffer::wire::kind(bytes));
        let (Some(bytes), Some((kind, subtype))) = (buffer, found) else {
            return Err(nowhere("the request has no data".into()));
        };
        let fits = |c: &&Routing| c.name == *name && c.types.accepts(kind.name(), Some(subtype));
        let criterion = self.criteria.iter().find(fits).ok_or_else(|| {
            let shown = [kind.name(), subtype].join(":");
            let shown = shown.trim_end_matches(':');
            nowhere(format!("it is not for buffers of type {shown}"))
        })?;
        let definitions = definitions()?;
        let buffer = buffer::decode(bytes, &definitions).map_err(|e| nowhere(e.to_string()))?;
        let field = field(criterion, &buffer, &definitions).map_err(nowhere)?;
        criterion.ranges.route(field.as_ref()).map_err(|why| {
            nowhere(match why {
                NoRoute::Missing => format!("the field {} is not there", criterion.field),
                why => format!("{}: {why}", criterion.field),
            })
        })
    }
}

/// The value of a criterion's field, if the buffer has it.
fn field(
    criterion: &Routing,
    buffer: &Buffer,
    definitions: &Definitions,
) -> Result<Option<Field>, String> {
    let name = &criterion.field;
    let value = match buffer.data() {
        Data::Fields(fields) => {
            let id = definitions.fields(fields.width()).id(name);
            let id = id.ok_or_else(|| format!("no field table has a field {name}"))?;
            fields.get(id, 0).cloned()
        }
        Data::Record(record) => {
            let members = &record.view().members;
            let named = members.iter().find(|m| m.name == *name);
            let of_field = || members.iter().find(|m| m.field.as_ref() == Some(name));
            let member = named.or_else(of_field).ok_or_else(|| {
                let view = &record.view().name;
                format!("view {view} has no member {name}")
            })?;
            record.get(&member.name, 0)
        }
        Data::Bytes(document) => match xml::find(document, name) {
            Some(text) => {
                let (kind, text) = match criterion.field_type {
                    FieldType::String => (Type::String, text),
                    FieldType::Char => (Type::Char, text),
                    FieldType::Short => (Type::Short, text.trim_ascii()),
                    FieldType::Long => (Type::Long, text.trim_ascii()),
                    FieldType::Float => (Type::Float, text.trim_ascii()),
                    FieldType::Double => (Type::Double, text.trim_ascii()),
                };
                let value = Value::of(kind, text);
                Some(value.map_err(|why| format!("{name}: {why}"))?)
            }
            None => None,
        },
        Data::Multibyte { .. } => None,
    };
    let whole = |value: i64, least: i64, most: i64| Field::Whole { value, least, most };
    Ok(match value {
        None => None,
        Some(Value::Short(n)) => Some(whole(n.into(), i16::MIN.into(), i16::MAX.into())),
        Some(Value::Int(n)) => Some(whole(n.into(), i32::MIN.into(), i32::MAX.into())),
        Some(Value::Long(n)) => Some(whole(n, i64::MIN, i64::MAX)),
        Some(Value::Float(n)) => Some(Field::Single(n)),
        Some(Value::Double(n)) => Some(Field::Double(n)),
        Some(Value::Char(c)) => Some(Field::Char(c)),
        Some(Value::String(text) | Value::Carray(text) | Value::Mbstring { bytes: text, .. }) => {
            Some(Field::Text(text))
        }
        Some(Value::Fml32(_) | Value::View32(_)) => {
            return Err(format!("{name} is a structure"));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conv::config::{Release, read};

    fn routes(criteria: &str, services: &str) -> Routes {
        let text = format!(
            "*RESOURCES\nIPCKEY 40000\nMASTER A\nMODEL SHM\n*MACHINES\nh LMID=A\n*GROUPS\nG1 LMID=A GRPNO=1\n\
             G2 LMID=A GRPNO=2\n*SERVICES\n{services}\n*ROUTING\n{criteria}\n"
        );
        let loaded = read("u", &text, Release::Current);
        Routes::of(&loaded.unwrap_or_else(|e| panic!("{e}")).configuration)
    }

    fn definitions() -> Rc<Definitions> {
        let lookup = |name: &str| match name {
            "FIELDTBLS32" | "VIEWFILES32" => Some(name.to_string()),
            _ => None,
        };
        let read = |path: &std::path::Path| {
            Ok(match path.to_str() {
                Some("FIELDTBLS32") => b"ID 1 long\nNAME 2 string\n".to_vec(),
                _ => b"VIEW v\nlong id ID 1 - - -\nchar c - 1 - - -\nEND\n".to_vec(),
            })
        };
        Rc::new(Definitions::load(lookup, read).unwrap())
    }

    fn buffer(kind: &str, subtype: &str, nodes: &[(&[&str], &str)]) -> Encoded {
        let definitions = definitions();
        let mut buffer = Buffer::new(kind, subtype, 1, &definitions).unwrap();
        let bytes = |s: &&str| s.as_bytes().to_vec();
        let nodes: Vec<_> = nodes
            .iter()
            .map(|(at, value)| (at.iter().map(bytes).collect(), bytes(value)))
            .collect();
        buffer.set_tree(&nodes, &definitions).unwrap();
        buffer::encode(&buffer)
    }

    #[track_caller]
    fn goes(routes: &Routes, buffer: Option<&Encoded>, to: &str) {
        let routes = Routes::decode(&routes.encode()).unwrap();
        let got = routes.route("S", buffer, || Ok(definitions()));
        let got = got.map_or_else(|why| why.to_string(), |groups| groups.join(" "));
        assert_eq!(got, to);
    }

    #[test]
    fn by_fields_and_members() {
        let text = "R FIELD=ID BUFTYPE=\"FML32\" RANGES=\"MIN-9:G1,10-20:G2\"\n\
                    R FIELD=c BUFTYPE=\"VIEW32:v\" RANGES=\"'a'-'m':G1,*:*\"";
        let routes = routes(text, "S ROUTING=R\nOTHER");
        let fml = |id: &str| buffer("FML32", "", &[(&["ID"], id)]);
        goes(&routes, Some(&fml("9")), "G1");
        goes(&routes, Some(&fml("10")), "G2");
        let nowhere = "TPESYSTEM - S is routed by R: ";
        let outside = format!("{nowhere}ID: no range has its value");
        goes(&routes, Some(&fml("21")), &outside);
        let without = buffer("FML32", "", &[(&["NAME"], "x")]);
        goes(
            &routes,
            Some(&without),
            &format!("{nowhere}the field ID is not there"),
        );
        goes(&routes, None, &format!("{nowhere}the request has no data"));
        let view = |c: &str| buffer("VIEW32", "v", &[(&["c"], c)]);
        goes(&routes, Some(&view("b")), "G1 *");
        goes(&routes, Some(&view("z")), "*");
        let text = buffer("STRING", "", &[(&[], "10")]);
        goes(
            &routes,
            Some(&text),
            &format!("{nowhere}it is not for buffers of type STRING"),
        );
        let unrouted = routes.route("OTHER", None, || Err(Failure::invalid("not asked for")));
        assert_eq!(unrouted, Ok(Vec::new()));
    }

    #[test]
    fn a_member_by_the_name_of_its_field() {
        let text = "R FIELD=ID BUFTYPE=\"VIEW32:v\" RANGES=\"5:G1\"";
        let view = buffer("VIEW32", "v", &[(&["id"], "5")]);
        goes(&routes(text, "S ROUTING=R"), Some(&view), "G1");
    }

    #[test]
    fn by_a_part_of_a_document() {
        let text =
            "R FIELD=\"order/buyer/@number\" FIELDTYPE=LONG BUFTYPE=XML RANGES=\"1-5:G1,*:G2\"";
        let routes = routes(text, "S ROUTING=R");
        let xml = |text: &str| buffer("XML", "", &[(&[], text)]);
        goes(
            &routes,
            Some(&xml("<order><buyer number=' 4 '/></order>")),
            "G1 G2",
        );
        goes(
            &routes,
            Some(&xml("<order><buyer number='6'/></order>")),
            "G2",
        );
        goes(&routes, Some(&xml("<other/>")), "G2");
        goes(
            &routes,
            Some(&xml("<order><buyer number='x'/></order>")),
            "TPESYSTEM - S is routed by R: order/buyer/@number: \"x\" is no number",
        );
    }
}
