// Reads a calendar on stdin with ical.js, as Thunderbird does; says each event as a line of JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone"))
  ICAL.TimezoneService.register(new ICAL.Timezone({ component: zone, tzid: zone.getFirstPropertyValue("tzid") }));

/** A moment in seconds, or a day as it is written. */
const said = (time) => (time.isDate ? time.toString() : time.toUnixTime());

for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  console.log(JSON.stringify([
    event.uid, said(event.startDate), said(event.endDate), event.summary,
    component.getFirstPropertyValue("status"), event.sequence,
  ]));
}
