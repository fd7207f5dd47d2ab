//! A principal device whose input and output are different files: two devices that look like one.

use super::{
    ControlDone, ControlOp, Device, Flush, IoResult, Item, Param, ReadDone, ReadOp, Shared, Status,
    Step,
};

/// READ goes to one half and WRITE to the other. $X and $Y are those of the output; $KEY, $ZEOF and the like those
/// of the input.
pub struct Split {
    pub input: Box<dyn Device>,
    pub output: Box<dyn Device>,
    status: Status,
}

impl Split {
    pub fn new(input: Box<dyn Device>, output: Box<dyn Device>) -> Self {
        let status = input.status().clone();
        Split {
            input,
            output,
            status,
        }
    }

    fn read_status(&mut self) {
        let (x, y) = (self.status.x, self.status.y);
        self.status = Status {
            x,
            y,
            ..self.input.status().clone()
        };
    }

    fn written_status(&mut self) {
        let output = self.output.status();
        (self.status.x, self.status.y) = (output.x, output.y);
    }

    /// $X and $Y that a program has set count for the output.
    fn give_position(&mut self) {
        let output = self.output.status_mut();
        (output.x, output.y) = (self.status.x, self.status.y);
    }
}

impl Device for Split {
    fn use_params(&mut self, params: &[Param], shared: &mut Shared) -> IoResult<()> {
        self.give_position();
        if let Step::Wait(wait) = self.input.use_params(params, shared)? {
            return Ok(Step::Wait(wait));
        }
        let done = self.output.use_params(params, shared)?;
        self.written_status();
        Ok(done)
    }

    fn read(&mut self, op: &mut ReadOp, shared: &mut Shared) -> IoResult<ReadDone> {
        // What was written has to be seen before the answer is read.
        if let Step::Wait(wait) = self.output.flush(Flush::All)? {
            return Ok(Step::Wait(wait));
        }
        let result = self.input.read(op, shared);
        self.read_status();
        result
    }

    fn write(&mut self, item: Item<'_>, shared: &mut Shared) -> IoResult<()> {
        self.give_position();
        let result = self.output.write(item, shared);
        self.written_status();
        result
    }

    fn flush(&mut self, why: Flush) -> IoResult<()> {
        self.output.flush(why)
    }

    fn control(&mut self, op: &mut ControlOp, shared: &mut Shared) -> IoResult<ControlDone> {
        let result = self.input.control(op, shared);
        self.read_status();
        result
    }

    fn close(&mut self, params: &[Param], shared: &mut Shared) -> IoResult<bool> {
        if let Step::Wait(wait) = self.output.close(params, shared)? {
            return Ok(Step::Wait(wait));
        }
        self.input.close(params, shared)
    }

    own_status!();

    fn exception(&self) -> Option<&[u8]> {
        self.input.exception().or(self.output.exception())
    }

    fn describe(&self, name: &[u8], out: &mut Vec<Vec<u8>>) {
        self.input.describe(name, out);
        self.output.describe(b"0-out", out);
    }

    fn zkey(&mut self) -> Vec<u8> {
        self.input.zkey()
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
