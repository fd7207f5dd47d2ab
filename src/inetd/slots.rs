//! Things with small numbers: the number is the token of their events.

/// A vector with holes that are used again.
#[derive(Debug)]
pub struct Slots<T> {
    all: Vec<Option<T>>,
    free: Vec<usize>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Slots {
            all: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<T> Slots<T> {
    pub fn add(&mut self, thing: T) -> usize {
        match self.free.pop() {
            Some(at) => {
                self.all[at] = Some(thing);
                at
            }
            None => {
                self.all.push(Some(thing));
                self.all.len() - 1
            }
        }
    }

    pub fn get(&self, at: usize) -> Option<&T> {
        self.all.get(at)?.as_ref()
    }

    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.all.get_mut(at)?.as_mut()
    }

    pub fn remove(&mut self, at: usize) -> Option<T> {
        let thing = self.all.get_mut(at)?.take()?;
        self.free.push(at);
        Some(thing)
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        self.all
            .iter()
            .enumerate()
            .filter_map(|(at, thing)| Some((at, thing.as_ref()?)))
    }
}
