// Reads calendars with ical.js, as Thunderbird does: a JSON list of them comes in on stdin, and of each
// its events go out as a line of JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));

/** A moment in seconds, or a day as it is written. */
const said = (time) => (time.isDate ? time.toString() : time.toUnixTime());

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone"))
    ICAL.TimezoneService.register(new ICAL.Timezone({ component: zone, tzid: zone.getFirstPropertyValue("tzid") }));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    return [event.uid, said(event.startDate), said(event.endDate), event.summary, status, event.sequence];
  });
}

for (const text of JSON.parse(readFileSync(0, "utf8"))) console.log(JSON.stringify(read(text)));
