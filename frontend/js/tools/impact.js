// A choice that changes what is asked draws the page again; without scripts a button does.
document.addEventListener("change", (event) => {
  const button = event.target.form?.querySelector("[data-follows]");
  if (button?.dataset.follows.split(" ").includes(event.target.name)) button.click();
});
