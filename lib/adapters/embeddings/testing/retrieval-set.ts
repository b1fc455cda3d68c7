/** Memory-like passages, each with a question in its words (easy) and one in other words (hard). Small, English. */
export const retrievalSet = `
The user's name is Priya Raman and she prefers to be called Pri. | What is the user's name? | How should I address the person I'm talking to?
User works as a pediatric nurse at a hospital in Leeds. | Where does the user work as a nurse? | What does she do for a living?
The user is allergic to peanuts and carries an EpiPen. | What is the user allergic to? | Which foods must be avoided for medical reasons?
Their dog is a golden retriever called Biscuit, aged four. | What is the dog called? | Does the user have any pets?
The quarterly budget review takes place every first Monday at 10am. | When is the budget review? | What time do we go over the finances?
Database backups run nightly at 02:00 UTC and are stored in S3 for 30 days. | When do database backups run? | How long do we keep copies of our data in case of disaster?
To restart the web server, run systemctl restart nginx as root. | How do I restart the web server? | The site is hanging, which command brings nginx back up?
The user dislikes long emails and wants summaries in bullet points. | How does the user want summaries? | What communication style is preferred?
The Paris office will move to a new building near Gare de Lyon in March. | When does the Paris office move? | What is changing about our French location?
Invoices must be paid within 45 days of receipt according to the supplier contract. | When must invoices be paid? | What are the payment terms with our vendor?
User is training for the Berlin marathon and runs four times a week. | What marathon is the user training for? | Which sporting goals is she working toward?
The login service uses OAuth 2.1 with PKCE and short-lived access tokens. | Which OAuth version does login use? | How do people sign in to the product?
Refunds are issued to the original payment method within five business days. | How long do refunds take? | When will a customer get their money back?
The meeting room projector needs an HDMI adapter, kept in the top drawer. | Where is the HDMI adapter? | How do I connect my laptop to the screen in the conference room?
Her favourite novel is The Master and Margarita by Bulgakov. | What is her favourite novel? | What book should I mention to start a friendly conversation?
The API returns HTTP 429 when a client exceeds 100 requests per minute. | What does the API return when the limit is exceeded? | Why are my calls being throttled?
The patient reported mild headaches after starting the new medication. | What did the patient report? | Were there any side effects of the drug?
Solar panels on the warehouse roof produce about 40 kilowatts at noon. | How much do the solar panels produce? | How much renewable electricity do we generate on site?
The team decided to replace Jenkins with GitHub Actions for continuous integration. | What replaces Jenkins? | Which build automation tool are we using now?
The user is vegetarian but eats fish on special occasions. | Is the user vegetarian? | Can I suggest a steak restaurant?
Flight BA117 leaves Heathrow on Friday at 8:20 in the morning. | When does flight BA117 leave? | When am I travelling by plane?
The user's daughter starts primary school in September. | When does the daughter start school? | Does she have children?
Customers complain most often about slow delivery and damaged packaging. | What do customers complain about? | What are the main reasons buyers are unhappy?
The kitchen tap leaks and the plumber will come on Thursday afternoon. | When does the plumber come? | Who is fixing the water problem at home?
Memory usage grows steadily because event listeners are never removed. | Why does memory usage grow? | What is causing the leak in our application?
The museum is closed on Mondays and free on the first Sunday of the month. | When is the museum closed? | On which day can we visit the gallery without paying?
The user speaks Tamil, English and a little German. | Which languages does the user speak? | Could we talk in another tongue?
Stock of the blue running shoes is down to twelve pairs. | How many blue running shoes are in stock? | Do we need to reorder any inventory?
The CEO announced that the company will not allow remote work after June. | What did the CEO announce about remote work? | Will employees have to come back to the office?
The password must have at least 14 characters and is rotated yearly. | How long must the password be? | What are the rules for account credentials?
The user feels anxious before public speaking and asked for breathing exercises. | What makes the user anxious? | What is she nervous about?
The car's winter tyres are stored in the garage at her parents' house. | Where are the winter tyres? | Where do I find the wheels for snowy weather?
The research paper shows that sleep deprivation reduces reaction time. | What does the paper show about sleep deprivation? | How does being tired affect performance?
TypeScript strict mode is enabled in every package of the monorepo. | Is strict mode enabled? | How are the compiler settings configured in our codebase?
The tenant must give two months' notice before leaving the flat. | How much notice must the tenant give? | How do I end my rental agreement?
The wedding is on 14 June at a vineyard outside Florence. | When is the wedding? | Where will the couple get married?
User prefers dark mode and a large font in all applications. | Does the user prefer dark mode? | How should the interface look for her?
Sales in the second quarter rose by eight percent, led by Japan. | How much did sales rise? | How is the business growing in Asia?
The garden gets full sun, so tomatoes and basil grow well there. | What grows well in the garden? | Which vegetables should I plant?
The vector index uses HNSW with cosine distance and 512 dimensions. | Which distance does the vector index use? | How does nearest neighbour search work in our system?
The user lost her grandfather last winter and still grieves. | Who did the user lose? | Has there been a death in the family?
Dr. Okafor's appointment was moved to next Tuesday at 3pm. | When is the appointment with Dr. Okafor? | When do I see the physician?
The mobile app crashes on Android 14 when the camera permission is denied. | When does the mobile app crash? | What bug affects phone users?
Employees receive 28 days of paid holiday plus public holidays. | How many days of holiday do employees receive? | How much vacation do staff get?
The lease on the printer ends in December and will not be renewed. | When does the printer lease end? | Are we keeping the copier?
Grandma's lasagna recipe uses bechamel, nutmeg and no ricotta. | What does the lasagna recipe use? | How do I cook the family pasta dish?
The user's home wifi password is taped under the router. | Where is the wifi password? | How can a guest get on the internet?
The vendor will deliver four new laptops to the Dublin office on the 3rd. | When are the laptops delivered? | When does the new computer equipment arrive?
The bridge on Station Road is closed until further notice because of flooding. | Why is the bridge closed? | Which route should I avoid when driving?
The user wants to retire at sixty and move to Portugal. | When does the user want to retire? | What are her plans for old age?
Our carbon emissions fell by a fifth after switching to electric vans. | How much did carbon emissions fall? | What did we do to help the climate?
The cello lesson costs 40 euros an hour and takes place on Wednesdays. | How much is the cello lesson? | Is she learning a musical instrument?
The board approved a merger with Northwind Traders subject to regulator consent. | What merger did the board approve? | Are we joining with another company?
The thermostat is set to 19 degrees at night and 21 during the day. | What is the thermostat set to? | How warm is the house kept?
The witness saw a red van leave the scene shortly after midnight. | What did the witness see? | Which vehicle fled after the crime?
The database schema stores timestamps in UTC with millisecond precision. | How are timestamps stored? | In which time zone are dates saved?
The user is saving for a deposit on a house and spends little on travel. | What is the user saving for? | What are her financial goals?
The course covers calculus, linear algebra and basic probability. | What does the course cover? | Which mathematics topics will students learn?
A hurricane is expected to reach the coast on Saturday evening. | When will the hurricane arrive? | Is there dangerous weather coming?
The restaurant on the corner serves ramen until two in the morning. | What does the restaurant serve? | Where can I eat Japanese food late at night?
`
  .trim()
  .split("\n")
  .map((row) => {
    const [passage, easy, hard] = row.split(" | ");
    return { passage, easy, hard };
  });
