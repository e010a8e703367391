//! Generates random RFC 3339 timestamps.

use cdevents_generated::Timestamp;
use proptest::prelude::*;

/// The parts of an RFC 3339 timestamp, as written.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) date: (u16, u8, u8),
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    /// 60 in a leap second.
    pub(crate) second: u8,
    /// Up to 30 digits after the decimal point; empty if there is no point.
    pub(crate) fraction: String,
    pub(crate) offset: Offset,
    /// Whether `t` and `z` are lower case.
    pub(crate) is_lower: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Offset {
    Z,
    Minutes { is_negative: bool, minutes: u16 },
}

impl Written {
    pub(crate) fn text(&self) -> String {
        let (year, month, day) = self.date;
        let Self {
            hour,
            minute,
            second,
            ..
        } = self;
        let fraction = match &*self.fraction {
            "" => String::new(),
            digits => format!(".{digits}"),
        };
        let offset = match self.offset {
            Offset::Z => "Z".to_owned(),
            Offset::Minutes {
                is_negative,
                minutes,
            } => {
                let sign = if is_negative { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        };
        let date = format!("{year:04}-{month:02}-{day:02}");
        let text = format!("{date}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}");
        if self.is_lower {
            text.to_lowercase()
        } else {
            text
        }
    }

    pub(crate) fn timestamp(&self) -> Timestamp {
        self.text().parse().unwrap()
    }

    /// Moves a leap second to the last minute of a day in UTC, where leap seconds are valid.
    fn with_leap_second_in_place(self) -> Self {
        if self.second < 60 {
            return self;
        }
        let offset = match self.offset {
            Offset::Z => 0,
            Offset::Minutes {
                is_negative,
                minutes,
            } if is_negative => 24 * 60 - minutes,
            Offset::Minutes { minutes, .. } => minutes,
        };
        let minute_of_day = (24 * 60 - 1 + offset) % (24 * 60);
        let (hour, minute) = (minute_of_day / 60, minute_of_day % 60);
        Self {
            hour: hour.try_into().unwrap(),
            minute: minute.try_into().unwrap(),
            ..self
        }
    }
}

fn dates() -> impl Strategy<Value = (u16, u8, u8)> {
    let edges = [
        (0, 1, 1),
        (0, 1, 2),
        (1969, 12, 31),
        (1970, 1, 1),
        (2000, 2, 29),
        (2026, 3, 20),
    ];
    let last = [(9999, 12, 30), (9999, 12, 31)];
    let edges = proptest::sample::select([&edges[..], &last].concat());
    prop_oneof![edges, (0_u16..=9999, 1_u8..=12, 1_u8..=28)]
}

fn fractions() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[059]{1,3}",
        "[0-9]{1,9}",
        "0{0,29}[0-9]",
        "[0-9]{30}"
    ]
}

fn offsets() -> impl Strategy<Value = Offset> {
    let minutes = prop_oneof![Just(0), Just(60), Just(24 * 60 - 1), 0_u16..24 * 60];
    let minutes = (any::<bool>(), minutes).prop_map(|(is_negative, minutes)| Offset::Minutes {
        is_negative,
        minutes,
    });
    prop_oneof![Just(Offset::Z), minutes]
}

prop_compose! {
    /// Random timestamps of every kind. Many are close to each other, or the same instant.
    pub(crate) fn written()(
        date in dates(),
        hour in prop_oneof![Just(0_u8), Just(1), Just(23), 0_u8..24],
        minute in prop_oneof![Just(0_u8), Just(59), 0_u8..60],
        second in prop_oneof![Just(0_u8), Just(59), Just(60), 0_u8..60],
        fraction in fractions(),
        offset in offsets(),
        is_lower in any::<bool>(),
    ) -> Written {
        let written = Written { date, hour, minute, second, fraction, offset, is_lower };
        written.with_leap_second_in_place()
    }
}
